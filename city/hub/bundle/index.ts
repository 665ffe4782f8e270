export { exportBundle } from './export.ts';
export { importBundle } from './import.ts';
export { verifyBundle } from './verify.ts';
