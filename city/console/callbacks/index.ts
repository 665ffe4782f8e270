export { CallbacksPage } from './callbacks-page.tsx';
