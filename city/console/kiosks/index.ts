export { KiosksPage } from './kiosks-page.tsx';
