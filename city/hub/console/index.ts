export { createAgent } from './agents.ts';
