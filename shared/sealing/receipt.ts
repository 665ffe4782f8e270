import { hkdf } from '@noble/hashes/hkdf.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { type Bytes, toBase64, utf8 } from './bytes.ts';
import { deriveSealingKeyPair, type SealingKeyPair } from './hpke.ts';

/** 128 MiB and about a second: what makes guessing 55 bits hopeless and one honest reading bearable. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, dkLen: 32, maxmem: 2 ** 28 } as const;

export interface ReceiptKeys {
  /** Names the answers to this receipt, in public; it says nothing of the code. */
  lookupId: string;
  keyPair: SealingKeyPair;
}

/** The season of a receipt: the calendar year in which it was made. It salts the code, so that no table lasts. */
export function seasonOf(date: Date): string {
  return String(date.getUTCFullYear());
}

/** scrypt, as this program's own library does it or another. */
type Stretch = (password: Uint8Array, salt: Uint8Array, cost: typeof SCRYPT) => Promise<Uint8Array>;

/**
 * What a receipt code opens, at `tenant`, in `season`. Slow on purpose: run it in a worker.
 * @param code as `parseReceiptCode` gives it
 * @param stretch for a program that has a scrypt on a thread of its own
 */
export async function deriveReceiptKeys(
  code: string,
  tenant: string,
  season: string,
  stretch: Stretch = scryptAsync,
): Promise<ReceiptKeys> {
  const seed = await stretch(utf8(code), utf8(`borne/v1/receipt ${tenant} ${season}`), SCRYPT);
  const lookup = expand(seed, 'lookup', 16);
  return {
    lookupId: toBase64(lookup),
    keyPair: await deriveSealingKeyPair(expand(seed, 'answers', 32)),
  };
}

function expand(seed: Uint8Array, label: string, length: number): Bytes {
  return hkdf(nobleSha256, seed, undefined, utf8(`borne/v1/receipt/${label}`), length);
}
