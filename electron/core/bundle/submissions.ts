import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_FILES, type SubmissionLine } from '../../../shared/sync/index.ts';
import { type Outbox } from '../store/index.ts';

const AT_ONCE = 500;

/**
 * Copies what still waits for the city onto a stick, letter for letter as it would go by the network, in place of what
 * this kiosk left there before. It goes on waiting here until the city itself says that it has it.
 * @returns how many items
 * @throws when the stick is full or was pulled out: nothing is lost, it has the former file or none
 */
export function exportSubmissions(
  outbox: Outbox,
  identity: { device: string; tenant: string },
  folder: string,
): number {
  const place = join(folder, identity.tenant);
  mkdirSync(place, { recursive: true });
  const file = join(place, BUNDLE_FILES.submissions(identity.device));
  const handle = openSync(`${file}.unfinished`, 'w');
  let count = 0;
  try {
    for (const rows of outbox.waitingByParts(AT_ONCE)) {
      const lines = rows.map(({ id, item, signature }): SubmissionLine => ({ id, item, signature }));
      writeSync(handle, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      count += rows.length;
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.unfinished`, file);
  return count;
}
