export { describeHealth } from './health.ts';
