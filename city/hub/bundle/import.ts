import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { linesOf, readKioskFile, type SubmissionReply } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import { ensureFeed } from '../feed/index.ts';
import { acceptLines, type Reception } from '../submissions/index.ts';
import { keepReport, LARGEST_REPORT_BYTES, noteRefusal } from './kiosk-files.ts';
import { namesOnStick, piecesFromStick, readFromStick } from './stick.ts';

/** A file with more lines that no kiosk of ours signed is no kiosk's: the rest of it is not read, nor kept for people. */
const MOST_STRANGE_LINES = 100;

/**
 * How many lines had which outcome; of the files, how many were `cut-off` (not what the kiosk says that it wrote),
 * `strange` (given up as no kiosk's) and `not-a-file` (a link, a device, a pipe).
 */
export type BundleCount = Record<
  SubmissionReply['outcome'] | 'too-long' | 'cut-off' | 'strange' | 'not-a-file',
  number
>;

/**
 * Takes in what kiosks left on a stick, exactly as if it had come by the network: a second import, another order or
 * another courier changes nothing (I2). The stick is not changed.
 */
export async function importBundle(
  reception: Reception,
  tenant: string,
  folder: string,
): Promise<BundleCount> {
  const { database } = reception;
  await ensureFeed(database, tenant);
  const count: BundleCount = {
    accepted: 0,
    duplicate: 0,
    conflict: 0,
    rejected: 0,
    retry: 0,
    'too-long': 0,
    'cut-off': 0,
    strange: 0,
    'not-a-file': 0,
  };
  const place = join(folder, tenant);
  const names = namesOnStick(place);
  const promised = await readReports(database, tenant, place, names);
  for (const name of names) {
    const file = readKioskFile(name);
    if (file?.kind !== 'submissions') continue;
    const sha256 = await importFile(reception, tenant, join(place, name), count);
    const own = `${file.device} ${file.copy}`;
    if (sha256 === undefined || sha256 === promised.get(own)) promised.delete(own);
  }
  // Also what is missing: a stick that was pulled out may have lost the file whole.
  count['cut-off'] = promised.size;
  return count;
}

/** The SHA-256 of each file that a kiosk says that it wrote, by the kiosk and the copy. */
async function readReports(
  database: Database,
  tenant: string,
  place: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const promised = new Map<string, string>();
  for (const name of names) {
    const file = readKioskFile(name);
    if (file?.kind !== 'report') continue;
    const report = await keepReport(database, tenant, readFromStick(join(place, name), LARGEST_REPORT_BYTES));
    if (report?.submissions) promised.set(`${report.device} ${file.copy}`, report.submissions.sha256);
  }
  return promised;
}

/** The file's SHA-256; undefined for one that was not read to its end. */
async function importFile(
  reception: Reception,
  tenant: string,
  file: string,
  count: BundleCount,
): Promise<string | undefined> {
  const pieces = piecesFromStick(file);
  if (pieces === undefined) {
    count['not-a-file'] += 1;
    return undefined;
  }
  const hash = createHash('sha256');
  let strange = 0;
  for await (const line of linesOf(hashed(pieces, hash))) {
    if (line === undefined) count['too-long'] += 1;
    if (line === undefined || !(await importLine(reception, tenant, line, count))) strange += 1;
    if (strange <= MOST_STRANGE_LINES) continue;
    count.strange += 1;
    return undefined;
  }
  return hash.digest('base64url');
}

/** False for a line that no kiosk of ours signed. */
async function importLine(
  reception: Reception,
  tenant: string,
  line: string,
  count: BundleCount,
): Promise<boolean> {
  const [reply] = await acceptLines(reception, tenant, [line]);
  if (reply === undefined) throw new Error('a line was taken in without a word');
  count[reply.outcome] += 1;
  const isRefused = reply.outcome === 'rejected' || reply.outcome === 'conflict';
  return !isRefused || noteRefusal(reception.database, tenant, line, reply);
}

async function* hashed(
  pieces: AsyncIterable<Buffer>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}
