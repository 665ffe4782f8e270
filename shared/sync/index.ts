export { BUNDLE_FILES, bundleSchema, EVERYBODY, type Bundle } from './bundle.ts';
export { changeFrame, FrameReader, LARGEST_BODY_BYTES, type Change } from './frame.ts';
export { ANSWERS_SCOPE, deviceScope, PUBLIC_SCOPE, scopeSchema, siteScope, type Scope } from './record.ts';
export { addSums, bucketOf, NOTHING, placeOf, recordSum, type Sum } from './sums.ts';
export {
  checkpointReplySchema,
  checkpointSchema,
  enrolReplySchema,
  enrolRequestSchema,
  FEED_PAGE,
  feedHeaderSchema,
  nonceReplySchema,
  outboxItemSchema,
  signedByFeedSchema,
  snapshotSchema,
  SUBMISSION_BATCH,
  SYNC_SCHEMA,
  submissionLineSchema,
  submissionReplySchema,
  tokenAssertion,
  tokenReplySchema,
  tokenRequestSchema,
  type Checkpoint,
  type CheckpointScope,
  type EnrolReply,
  type FeedHeader,
  type OutboxItem,
  type Segment,
  type SignedByFeed,
  type Snapshot,
  type SubmissionLine,
  type SubmissionReply,
} from './wire.ts';
