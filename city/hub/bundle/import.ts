import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SubmissionReply } from '../../../shared/sync/index.ts';
import { acceptLines, type Reception } from '../submissions/index.ts';

/** An item is at most 1.5 million signs; a file without an end of line must not fill the memory. */
const LONGEST_LINE_BYTES = 4_000_000;

const SUBMISSIONS = /^submissions-[0-9a-f-]{36}\.ndjson$/;

export type BundleCount = Record<SubmissionReply['outcome'] | 'too-long', number>;

/**
 * Takes in what kiosks left on a stick, exactly as if it had come by the network: a second import, another order or
 * another courier changes nothing (I2). The stick is not changed.
 */
export async function importBundle(
  reception: Reception,
  tenant: string,
  folder: string,
): Promise<BundleCount> {
  const count: BundleCount = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0, retry: 0, 'too-long': 0 };
  const place = join(folder, tenant);
  const files = existsSync(place) ? readdirSync(place).filter((name) => SUBMISSIONS.test(name)) : [];
  for (const file of files.toSorted()) {
    for await (const line of linesOf(join(place, file))) {
      const replies = line === undefined ? [] : await acceptLines(reception, tenant, [line]);
      count[replies[0]?.outcome ?? 'too-long'] += 1;
    }
  }
  return count;
}

/** The lines of a file; undefined in the place of one that is too long, of which nothing is kept in memory. */
async function* linesOf(file: string): AsyncGenerator<string | undefined> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  const add = (piece: Buffer) => {
    bytes += piece.byteLength;
    if (bytes <= LONGEST_LINE_BYTES) pieces.push(piece);
    else pieces = [];
  };
  const take = () => {
    const line = bytes > LONGEST_LINE_BYTES ? undefined : Buffer.concat(pieces).toString('utf8');
    pieces = [];
    bytes = 0;
    return line;
  };
  for await (const read of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = read.indexOf('\n'); end !== -1; end = read.indexOf('\n', start)) {
      add(read.subarray(start, end));
      start = end + 1;
      const line = take();
      if (line !== '') yield line;
    }
    add(read.subarray(start));
  }
  // The last line may have been cut off with the stick: it is judged like any other, and comes again another day.
  if (bytes > 0) yield take();
}
