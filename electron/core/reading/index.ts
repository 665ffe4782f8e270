export { openReading, type Reading } from './open-reading.ts';
