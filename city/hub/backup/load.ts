import { createReadStream } from 'node:fs';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { migrateUpTo, type Connection } from '../database/index.ts';
import { openLine, type OpenedLine } from './erasable.ts';
import type { ItemKeys } from './item-keys.ts';
import { fileOf, type Manifest, type TableCopy } from './manifest.ts';
import { continueCounting, fixTheWriting, insertLines, readLines, RowDigest } from './rows.ts';
import type { Report } from './write.ts';

const TEXT_AT_ONCE = 4_000_000;
const ROWS_AT_ONCE = 1_000;

export interface Loaded {
  /** False when what is then read back is not what the backup was made of. */
  same: boolean;
  /** Submissions whose keys are gone: they were erased after the backup, and their rows are as if it had been before. */
  erased: { tenant: string; id: string }[];
}

export interface Loading {
  connection: Connection;
  folder: string;
  manifest: Manifest;
  /** Undefined for a backup of an earlier version. */
  keys: ItemKeys | undefined;
  report: Report;
}

/** Puts a backup into an empty database, in the shape that it was made in, within the caller's transaction. */
export async function loadCopy(loading: Loading): Promise<Loaded> {
  const { connection, manifest, report } = loading;
  await fixTheWriting(connection);
  await migrateUpTo(connection, manifest.migration);
  const erased = new Map<string, Loaded['erased']>();
  for (const copy of manifest.tables) erased.set(copy.table, await loadTable(loading, copy));
  await continueCounting(connection);
  const all = erased.get('submission') ?? [];
  for (const copy of manifest.tables) {
    report(`comparing ${copy.table}`);
    const isChanged = erased.get(copy.table)?.length !== 0;
    if (!(await isSame(connection, copy, isChanged))) return { same: false, erased: all };
  }
  return { same: true, erased: all };
}

async function loadTable(
  { connection, folder, keys, report }: Loading,
  { table, rows }: TableCopy,
): Promise<Loaded['erased']> {
  const erased: Loaded['erased'] = [];
  let done = 0;
  for await (const lines of batches(fileOf(folder, table))) {
    const opened = lines.map((line): OpenedLine =>
      keys === undefined ? { line } : openLine(keys, table, line),
    );
    await insertLines(
      connection,
      table,
      opened.map(({ line }) => line),
    );
    erased.push(...opened.flatMap((each) => each.erased ?? []));
    done += lines.length;
    report(`putting back ${table}: ${done} of ${rows} rows`);
  }
  return erased;
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

/** @param isChanged what was erased since cannot be as it was; the files themselves were compared with the manifest */
async function isSame(connection: Connection, copy: TableCopy, isChanged: boolean): Promise<boolean> {
  const digest = new RowDigest();
  for await (const lines of readLines(connection, copy.table)) digest.add(lines);
  return digest.rows === copy.rows && (isChanged || digest.text === copy.digest);
}
