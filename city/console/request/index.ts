export { RequestPane } from './request-pane.tsx';
