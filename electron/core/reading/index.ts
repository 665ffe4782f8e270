export { openReading } from './open-reading.ts';
