import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { readHeader } from '../../../shared/sealing/index.ts';
import { outboxItemSchema } from '../../../shared/sync/index.ts';
import { Attachments } from './attachments.ts';
import { newestBackup } from './backup.ts';
import { type Db, openForReading, sqliteCode } from './open.ts';

/** Moves a database and its companions away together: the file without its journal would lose the last commits. */
export function setAside(folder: string, database: string): void {
  const away = join(folder, `set-aside-${new Date().toISOString().replaceAll(':', '-')}`);
  const names = ['', '-wal', '-shm'].map((suffix) => `${database}${suffix}`);
  for (const name of names.filter((each) => existsSync(join(folder, each)))) {
    mkdirSync(away, { recursive: true, mode: 0o700 });
    renameSync(join(folder, name), join(away, name));
  }
}

/**
 * Carries what can still be read of a damaged `precious.db` into a fresh one, then what its newest whole backup has
 * besides. Items keep their old incarnation; the hub knows duplicates.
 * @returns how many outbox items were saved
 * @throws when there is no room for all of it
 */
export function salvage(folder: string, damagedFile: string, into: Db): number {
  const sources = [damagedFile, newestBackup(folder)].filter((file) => file !== undefined);
  let saved = 0;
  for (const source of sources) saved += salvageFrom(source, into);
  nameAttachments(folder, into);
  return saved;
}

/** From the items themselves: the files beside the damaged database are whole, and each item says which are its own. */
function nameAttachments(folder: string, into: Db): void {
  const attachments = new Attachments(into, folder);
  const ids = into.prepare<[], string>("SELECT id FROM outbox WHERE item <> ''").pluck().all();
  const itemOf = into.prepare<[string], string>('SELECT item FROM outbox WHERE id = ?').pluck();
  for (const id of ids) {
    const header = readHeader(outboxItemSchema.parse(JSON.parse(itemOf.get(id) ?? '')).envelope);
    if (header.ok) attachments.name(header.value);
  }
}

function salvageFrom(file: string, into: Db): number {
  const from = openIfPossible(file);
  if (!from) return 0;
  try {
    copyRows(from, into, 'site', 'only_row', () => true);
    copyRows(from, into, 'keyset', 'rowid', () => true);
    copyRows(from, into, 'settled', 'rowid', () => true);
    return copyRows(from, into, 'outbox', 'position', (row) => isItem(row) || isSettled(into, row));
  } finally {
    from.close();
  }
}

function openIfPossible(file: string): Db | undefined {
  try {
    return openForReading(file);
  } catch {
    return undefined;
  }
}

/** Reads from both ends towards the damage, since a broken page stops a walk but not the one from the other side. */
function copyRows(
  from: Db,
  into: Db,
  table: 'site' | 'keyset' | 'settled' | 'outbox',
  order: string,
  isSound: (row: Record<string, unknown>) => boolean,
): number {
  let copied = 0;
  for (const direction of ['ASC', 'DESC']) {
    try {
      const rows = from
        .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY ${order} ${direction}`)
        .iterate();
      for (const row of rows) if (isSound(row)) copied += insertRow(into, table, row);
    } catch (error) {
      if (error instanceof NoRoom) throw error;
      // The walk ended at the damage; what came before it is saved.
    }
  }
  return copied;
}

/** The fresh file cannot be written: that is no damage of the old one, and nothing of it may be left behind for it. */
class NoRoom extends Error {}

function insertRow(into: Db, table: string, row: Record<string, unknown>): number {
  const columns = Object.keys(row).filter((column) => column !== 'position');
  const marks = columns.map(() => '?').join(', ');
  try {
    return into
      .prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
      .run(...columns.map((column) => row[column])).changes;
  } catch (error) {
    if (/^SQLITE_(FULL|IOERR)/.test(sqliteCode(error) ?? '')) throw new NoRoom();
    throw error;
  }
}

/** A row that a bad sector has scrambled is left in the file that was set aside. */
function isItem(row: Record<string, unknown>): boolean {
  try {
    const item = outboxItemSchema.parse(JSON.parse(String(row['item'])));
    return item.incarnation === row['incarnation'] && item.number === row['number'];
  } catch {
    return false;
  }
}

/** An erased row keeps its number and answers the page that records it again. */
function isSettled(into: Db, row: Record<string, unknown>): boolean {
  if (row['item'] !== '') return false;
  return into.prepare('SELECT 1 FROM settled WHERE id = ?').get(row['id']) !== undefined;
}
