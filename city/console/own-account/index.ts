export { OwnAccountPage } from './own-account-page.tsx';
