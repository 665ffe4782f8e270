export { startCore, type Core } from './core.ts';
export { procedureFailure } from './procedure-failure.ts';
