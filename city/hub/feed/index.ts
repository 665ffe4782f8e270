export { ensureFeed } from './birth.ts';
export { publishFolder } from './publish.ts';
export { newestCheckpoint, readFeed, type FeedPage } from './read.ts';
export { FEED_CHANNEL, sequence } from './sequence.ts';
export { startSequencer } from './sequencer.ts';
export { deleteRecord, putRecord } from './write.ts';
