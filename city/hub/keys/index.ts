export { createTenantKeys } from './create.ts';
export { readSecretOf, type NamedKeyPair } from './files.ts';
export { openKeyRing, type KeyRing, type TenantKeys } from './ring.ts';
export { signedByFeed } from './signed.ts';
export { authenticate, isAuthentic } from './secrets.ts';
