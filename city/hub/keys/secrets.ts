import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { fromBase64, toBase64 } from '../../../shared/sealing/index.ts';
import type { NamedKeyPair } from './files.ts';

/** What a derived secret is for, so that a value made for one use is worthless for another. */
export type SecretUse = 'token' | 'nonce' | 'reply';

/** Authenticates a text with a secret that every hub of the tenant derives alike from the hub's private key. */
export function authenticate(key: NamedKeyPair, use: SecretUse, text: string): string {
  const secret = hkdfSync('sha256', fromBase64(key.privateKey), '', `borne/v1/hub/${use}`, 32);
  return toBase64(createHmac('sha256', new Uint8Array(secret)).update(text).digest());
}

/** In constant time, with any of the keys: a token that was made before a key change stays good until it expires. */
export function isAuthentic(keys: NamedKeyPair[], use: SecretUse, text: string, code: string): boolean {
  const given = Buffer.from(code);
  return keys.some((key) => {
    const expected = Buffer.from(authenticate(key, use, text));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}
