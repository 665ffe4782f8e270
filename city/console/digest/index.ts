export { DigestPage } from './digest-page.tsx';
