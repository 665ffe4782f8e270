import { z } from 'zod';
import { type Bytes, utf8 } from '../sealing/index.ts';

/**
 * Where a record may be read: `public` is the same for every kiosk that follows the tenant, `answers` holds sealed
 * answers.
 */
export const scopeSchema = z.enum(['public', 'answers']);
export const SCOPES = scopeSchema.options;

export type Scope = z.infer<typeof scopeSchema>;

export const recordKeySchema = z.object({
  collection: z.string().min(1).max(60),
  id: z.string().min(1).max(120),
});

export interface RecordSum {
  collection: string;
  id: string;
  version: number;
  /** SHA-256 of the body, base64url */
  sha256: string;
}

const SUM_MODULUS = 2n ** 64n;

/**
 * One live record's part of its scope's checksum: the first 8 bytes of SHA-256 over what identifies it. A sum over live
 * rows is the same however they arrived, so compaction and snapshots do not change it.
 */
export async function recordSum(record: RecordSum): Promise<bigint> {
  const identity = JSON.stringify([record.collection, record.id, record.version, record.sha256]);
  const digest = await crypto.subtle.digest('SHA-256', utf8(identity) satisfies Bytes);
  return new DataView(digest).getBigUint64(0);
}

export function addSums(a: bigint, b: bigint): bigint {
  return (((a + b) % SUM_MODULUS) + SUM_MODULUS) % SUM_MODULUS;
}
