export { createAgent } from './console/index.ts';
export { migrate, openDatabase, type Database } from './database/index.ts';
export { createEnrolmentCode, revokeDevice } from './devices/index.ts';
export { publishFolder, type PublishOutcome } from './feed/index.ts';
export { startHub, type Hub, type HubOptions } from './hub.ts';
export { createTenantKeys, type TenantKeysOptions } from './keys/index.ts';
