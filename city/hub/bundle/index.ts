export { exportBundle } from './export.ts';
export { importBundle, type BundleCount } from './import.ts';
export { verifyBundle } from './verify.ts';
