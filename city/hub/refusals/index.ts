export { startRefusals, type Refusals } from './refusals.ts';
