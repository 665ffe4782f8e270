import { createReadStream } from 'node:fs';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { migrateUpTo, type Connection } from '../database/index.ts';
import { fileOf, type Manifest, type TableCopy } from './manifest.ts';
import { continueCounting, fixTheWriting, insertLines, readLines, RowDigest } from './rows.ts';
import type { Report } from './write.ts';

const TEXT_AT_ONCE = 4_000_000;
const ROWS_AT_ONCE = 1_000;

/**
 * Puts a backup into an empty database, in the shape that it was made in, within the caller's transaction. False when
 * what is then read back is not what the backup was made of.
 */
export async function loadCopy(
  connection: Connection,
  folder: string,
  manifest: Manifest,
  report: Report,
): Promise<boolean> {
  await fixTheWriting(connection);
  await migrateUpTo(connection, manifest.migration);
  for (const copy of manifest.tables) await loadTable(connection, folder, copy, report);
  await continueCounting(connection);
  for (const copy of manifest.tables) {
    report(`comparing ${copy.table}`);
    if (!(await isSame(connection, copy))) return false;
  }
  return true;
}

async function loadTable(
  connection: Connection,
  folder: string,
  { table, rows }: TableCopy,
  report: Report,
): Promise<void> {
  let done = 0;
  for await (const lines of batches(fileOf(folder, table))) {
    await insertLines(connection, table, lines);
    done += lines.length;
    report(`putting back ${table}: ${done} of ${rows} rows`);
  }
}

async function* batches(file: string): AsyncGenerator<string[]> {
  let lines: string[] = [];
  let signs = 0;
  for await (const line of linesOf(file)) {
    if (lines.length === ROWS_AT_ONCE || signs + line.length > TEXT_AT_ONCE) {
      yield lines;
      lines = [];
      signs = 0;
    }
    lines.push(line);
    signs += line.length;
  }
  if (lines.length > 0) yield lines;
}

/** Cut at new lines only: what Node offers for this also cuts at signs that a text of people may hold. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const pieces = createReadStream(file).compose<Readable>(createGunzip()).setEncoding('utf8');
  const parts: string[] = [];
  for await (const piece of pieces) {
    const [first = '', ...rest] = String(piece).split('\n');
    parts.push(first);
    for (const next of rest) {
      yield parts.join('');
      parts.length = 0;
      parts.push(next);
    }
  }
}

async function isSame(connection: Connection, copy: TableCopy): Promise<boolean> {
  const digest = new RowDigest();
  for await (const lines of readLines(connection, copy.table)) digest.add(lines);
  return digest.rows === copy.rows && digest.text === copy.digest;
}
