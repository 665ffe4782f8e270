import { statfsSync } from 'node:fs';

/** Below this, new submissions are declined politely while those that wait can still be delivered (`data-5`). */
export const LEAST_FREE_BYTES = 200_000_000;

/** What is left for this user on the disk that holds `folder`. */
export function freeBytes(folder: string): number {
  const disk = statfsSync(folder);
  return disk.bavail * disk.bsize;
}
