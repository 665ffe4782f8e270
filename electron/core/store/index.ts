export { type Lane } from './lanes.ts';
export { type AcceptedRow, type HeldRow, type Outbox, type OutboxRow, type Outcome } from './outbox.ts';
export { agreedEpoch, laterEpoch } from './epoch.ts';
export { type AttachmentContent, type AttachmentRow, type Attachments } from './attachments.ts';
export { type Journal, today } from './journal.ts';
export { type Ledger } from './ledger.ts';
export { CONTENT_FILE, openContent, openContentForReading } from './content.ts';
export { fileIdentity, isDamage, sqliteCode, type Db } from './open.ts';
export {
  openPrecious,
  openSiteForReading,
  PRECIOUS_FILE,
  type Precious,
  type StartFailure,
} from './precious.ts';
export { Applier, type ScopePlan, type WantedBucket } from './applying.ts';
export { type Cursor, Records, type RecordPlace } from './records.ts';
export { SegmentFiles, type SegmentWriter } from './segment-files.ts';
export { sha256, sha256Name } from './sha256.ts';
export { type StagedChange } from './staging.ts';
export { prepared } from './statements.ts';
export { type KeysetRow, type Site } from './site.ts';
