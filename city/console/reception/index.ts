export { Reception } from './reception.tsx';
