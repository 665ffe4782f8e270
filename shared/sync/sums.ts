import type { RecordState } from './record.ts';

/** SHA-256 at once, given by the program: fifty thousand records cannot each wait for a promise. */
export type Sha256 = (data: string | Uint8Array) => Uint8Array;

const SUM_MODULUS = 2n ** 64n;

/** A checksum over live rows, the same however they arrived, so that compaction and snapshots do not change it. */
export interface Sum {
  count: number;
  sum: bigint;
}

export const NOTHING: Sum = { count: 0, sum: 0n };

/** One live record's part of its scope's checksum: the first 8 bytes of SHA-256 over what identifies its state. */
export function recordSum(sha256: Sha256, record: RecordState): bigint {
  const digest = sha256(JSON.stringify([record.collection, record.id, record.version, record.sha256]));
  return viewOf(digest).getBigUint64(0);
}

export function addSums(a: bigint, b: bigint): bigint {
  return (((a + b) % SUM_MODULUS) + SUM_MODULUS) % SUM_MODULUS;
}

/** Whether rows sum up to what was said of them, where a sum travels as text. */
export function isSum(here: Sum, said: { count: number; sum: string }): boolean {
  return here.count === said.count && here.sum === BigInt(said.sum);
}

export const LARGEST_BUCKET_COUNT = 4_096;

const PLACES = 65_536;

/** A record's place among all, 0 to 65535, whatever its version. */
export function placeOf(sha256: Sha256, record: { collection: string; id: string }): number {
  return viewOf(sha256(JSON.stringify([record.collection, record.id]))).getUint16(0);
}

/**
 * The bucket that a place belongs to, of a number of buckets that is a power of two: what is compared and fetched apart.
 * Each bucket is a range of places, so that more buckets split each of the former ones.
 */
export function bucketOf(place: number, buckets: number): number {
  return Math.floor((place * buckets) / PLACES);
}

function viewOf(digest: Uint8Array): DataView {
  return new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
}
