import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Facts } from '../../shared/model/index.ts';
import { deriveReceiptKeys, generateReceiptCode, seasonOf } from '../../shared/sealing/index.ts';

export interface NewReceipt {
  /** For the paper of the person who holds it, and nowhere else. */
  code: string;
  receipt: Facts['receipt'];
}

let last: Promise<unknown> = Promise.resolve();

/**
 * A new receipt. It takes half a second and 128 MiB on a thread of Node's own, so that the hub answers others meanwhile; one
 * after the other, so that several agents do not need several times as much.
 */
export function makeReceipt(tenant: string, now: Date): Promise<NewReceipt> {
  const made = last.then(() => derive(tenant, seasonOf(now)));
  last = made.catch(() => undefined);
  return made;
}

async function derive(tenant: string, season: string): Promise<NewReceipt> {
  const code = generateReceiptCode();
  const { lookupId, keyPair } = await deriveReceiptKeys(code, tenant, season, stretch);
  return { code, receipt: { lookupId, season, publicKey: keyPair.publicKey } };
}

const onThread = promisify<string | Uint8Array, Uint8Array, number, object, Buffer>(scrypt);

function stretch(
  password: Uint8Array,
  salt: Uint8Array,
  { dkLen, ...cost }: { N: number; r: number; p: number; dkLen: number; maxmem: number },
): Promise<Uint8Array> {
  return onThread(password, salt, dkLen, cost);
}
