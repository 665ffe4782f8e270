export { type LogFields } from './events.ts';
export { createLog, silentLog, type Log } from './log.ts';
