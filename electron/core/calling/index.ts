export { Calling, type CallingMeans } from './calling.ts';
export { callingRouter } from './router.ts';
