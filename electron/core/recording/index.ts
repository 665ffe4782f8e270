export { freeBytes, LEAST_FREE_BYTES } from './free-space.ts';
export { type RecorderMeans } from './recorder.ts';
export { recordingRouter } from './router.ts';
