export {
  addServiceKey,
  announceKey,
  ANNOUNCED_DAYS,
  keysOf,
  replaceLostKey,
  type AnnounceRefusal,
} from './announce.ts';
export { createTenantKeys } from './create.ts';
export { readOwnKeyset, readOwnRoot, type EditionRefusal, type KeyOwner, type KeyPlaces } from './edition.ts';
export { readSecretOf, type NamedKeyPair } from './files.ts';
export { destroyKey, retireKey, verifyKeys, type VerifiedKey } from './retire.ts';
export { openKeyRing, type KeyRing, type TenantKeys } from './ring.ts';
export { signedByFeed } from './signed.ts';
export { authenticate, isAuthentic } from './secrets.ts';
export { joinTallyKey, shareTallyKey } from './tally.ts';
