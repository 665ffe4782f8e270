export { StickSource } from './stick-source.ts';
export { exportSubmissions } from './submissions.ts';
