export { ensureFeed } from './birth.ts';
export { newestCheckpoint, setMinSchema } from './checkpoint.ts';
export { publishFolder } from './publish.ts';
export { checkCursor, readPage, type FeedPage } from './read.ts';
export { FEED_CHANNEL, sequence } from './sequence.ts';
export { startSequencer } from './sequencer.ts';
export { makeSnapshot, newestSnapshot, readSegment } from './snapshot.ts';
export { compactLog, dropOldSegments, makeDueSnapshots, startUpkeep } from './upkeep.ts';
export { deleteRecord, moveRecord, putRecord } from './write.ts';
