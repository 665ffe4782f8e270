export { startCore, type Core } from './core.ts';
export { noteFailure, procedureFailure } from './procedure-failure.ts';
