export { backUp, restore, type BackupFailure, type RestoreFailure } from './backup/index.ts';
export { exportBundle, importBundle, verifyBundle, type BundleCount } from './bundle/index.ts';
export { createAgent } from './console/index.ts';
export { migrate, openDatabase, type Database } from './database/index.ts';
export { daysAfter } from './day.ts';
export { createEnrolmentCode, revokeDevice } from './devices/index.ts';
export { makeDueSnapshots } from './feed/index.ts';
export { arrivalOf } from './fleet/index.ts';
export { startHub, type Hub } from './hub.ts';
export { noteKeyEvent, prepareDestruction, whyNotDestroy, type Destruction } from './key-life/index.ts';
export {
  addServiceKey,
  announceKey,
  ANNOUNCED_DAYS,
  createTenantKeys,
  destroyKey,
  joinTallyKey,
  openKeyRing,
  readOwnKeyset,
  readOwnRoot,
  replaceLostKey,
  retireKey,
  shareTallyKey,
  verifyKeys,
  type AnnounceRefusal,
  type EditionRefusal,
  type KeyOwner,
  type KeyPlaces,
  type KeyRing,
  type TenantKeys,
  type VerifiedKey,
} from './keys/index.ts';
export { publishFolder } from './publishing/index.ts';
