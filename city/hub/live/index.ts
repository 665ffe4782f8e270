export { startLive } from './live.ts';
export { Streams } from './streams.ts';
