export { backUp, restore, type BackupFailure, type RestoreFailure } from './backup/index.ts';
export { exportBundle, importBundle, verifyBundle, type BundleCount } from './bundle/index.ts';
export { createAgent } from './console/index.ts';
export { migrate, openDatabase, type Database } from './database/index.ts';
export { createEnrolmentCode, revokeDevice } from './devices/index.ts';
export { makeDueSnapshots } from './feed/index.ts';
export { startHub, type Hub } from './hub.ts';
export { createTenantKeys, openKeyRing, type KeyRing, type TenantKeys } from './keys/index.ts';
export { publishFolder } from './publishing/index.ts';
