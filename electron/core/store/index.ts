export { type DeliveryState, type Outbox, type OutboxRow } from './outbox.ts';
export { type Journal, today } from './journal.ts';
export { CONTENT_FILE, openContent, openContentForReading } from './content.ts';
export { fileIdentity, isDamage, sqliteCode, type Db } from './open.ts';
export {
  openPrecious,
  openSiteForReading,
  PRECIOUS_FILE,
  type Precious,
  type StartFailure,
} from './precious.ts';
export { Records, type RecordPlace, type StagedChange } from './records.ts';
export { type KeysetRow, type Site } from './site.ts';
