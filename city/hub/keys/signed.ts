import { sign } from '../../../shared/sealing/index.ts';
import type { SignedByFeed } from '../../../shared/sync/index.ts';
import type { TenantKeys } from './ring.ts';

/** A text of the hub's that kiosks believe wherever it comes from, also by stick. */
export async function signedByFeed(keys: TenantKeys, text: string): Promise<SignedByFeed> {
  return { text, signature: await sign(keys.feed.privateKey, text), feedKey: keys.feed.kid };
}
