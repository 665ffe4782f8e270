import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PAGE_BYTES = 8_192;
const SECONDS = 2;

/** How many pages a second reach the disk one after the other, as `pg_test_fsync` tells: no commit is quicker alone. */
export function flushesPerSecond(folder: string): number {
  const file = openSync(join(folder, 'flushes'), 'w');
  const page = Buffer.alloc(PAGE_BYTES, 1);
  const started = performance.now();
  let flushes = 0;
  while (performance.now() - started < SECONDS * 1_000) {
    writeSync(file, page, 0, PAGE_BYTES, 0);
    fdatasyncSync(file);
    flushes += 1;
  }
  closeSync(file);
  return flushes / ((performance.now() - started) / 1_000);
}
