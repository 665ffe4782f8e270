export { type LogFields } from './events.ts';
export { rememberFailures, type Failure } from './failures.ts';
export { createLog, silentLog, type Log } from './log.ts';
