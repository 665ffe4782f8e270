export { DesksPage } from './desks-page.tsx';
