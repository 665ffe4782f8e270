export { ensureFeed } from './birth.ts';
export { publishFolder, type PublishOutcome } from './publish.ts';
export { newestCheckpoint, readFeed, type FeedPage, type FeedQuery } from './read.ts';
export { FEED_CHANNEL, sequence, tenantsWaiting } from './sequence.ts';
export { startSequencer, type Sequencer } from './sequencer.ts';
export { deleteRecord, putRecord, type RecordKey, type WriteOutcome } from './write.ts';
