export { project, projectAll, readRecord } from './projection.ts';
