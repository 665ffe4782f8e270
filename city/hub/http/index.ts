export { describeFailure, type Log, type LogLine } from './log.ts';
export { createServer } from './server.ts';
