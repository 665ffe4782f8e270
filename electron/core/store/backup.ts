import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { changeCopy, type Db, isWhole, openForReading } from './open.ts';

const NEWEST_KEPT = 6;
const DAYS_KEPT = 7;
/** The number orders them, since the calendar of a kiosk may be years off; the day is for people. */
const NAME = /^precious-(?:(\d{6})-)?(\d{4}-\d{2}-\d{2})T[\d-]+Z\.db$/;

/**
 * Writes a whole copy of `precious.db` to `<folder>/backups/` and drops the oldest ones (`data-4`). A copy counts only
 * once it was read back, flushed and renamed. Copying the file itself would leave out the write-ahead log.
 * Older ones that still hold what was erased since go at once: with a backup an hour, an hour after the erasing.
 * @throws when there is no room or the copy is not whole
 */
export function backUp(db: Db, folder: string): void {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const unfinished = join(backups, 'unfinished.db');
  rmSync(unfinished, { force: true });
  db.prepare('VACUUM INTO ?').run(unfinished);
  // A kiosk that goes on from a copy would give numbers a second time: it draws a new incarnation at its opening (I11).
  changeCopy(unfinished, "DELETE FROM meta WHERE name = 'incarnation'");
  if (!isWholeFile(unfinished)) throw new Error('the backup cannot be read back');
  flush(unfinished);
  renameSync(unfinished, join(backups, nextName(backups)));
  for (const name of surplus(backupNames(backups))) rmSync(join(backups, name));
  dropOutlived(db, backups);
}

/** The newest one was just read back and holds nothing that was erased: it stays, whatever becomes of the others. */
function dropOutlived(db: Db, backups: string): void {
  const erased = JSON.stringify(db.prepare<[], string>('SELECT id FROM settled').pluck().all());
  const [, ...older] = backupNames(backups).map((name) => join(backups, name));
  for (const file of older) if (holdsAny(file, erased)) rmSync(file);
}

/** Also true for a file that cannot be read: nobody knows what it holds, and it is of no use. */
function holdsAny(file: string, ids: string): boolean {
  try {
    const db = openForReading(file);
    try {
      const held = db.prepare<[string], number>(
        "SELECT 1 FROM outbox WHERE id IN (SELECT value FROM json_each(?)) AND item <> '' LIMIT 1",
      );
      return held.get(ids) !== undefined;
    } finally {
      db.close();
    }
  } catch {
    return true;
  }
}

export function hasBackups(folder: string): boolean {
  return backupNames(join(folder, 'backups')).length > 0;
}

/** The newest backup that can be read, if there is one. */
export function newestBackup(folder: string): string | undefined {
  const backups = join(folder, 'backups');
  return backupNames(backups)
    .map((name) => join(backups, name))
    .find(isWholeFile);
}

function nextName(backups: string): string {
  const [newest = ''] = backupNames(backups);
  const number = String(numberOf(newest) + 1).padStart(6, '0');
  return `precious-${number}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.db`;
}

/** Newest first. */
function backupNames(backups: string): string[] {
  if (!existsSync(backups)) return [];
  return readdirSync(backups)
    .filter((name) => NAME.test(name))
    .sort((a, b) => numberOf(b) - numberOf(a) || (a < b ? 1 : -1));
}

/** 0 for one without a number, as they were named at first. */
function numberOf(name: string): number {
  return Number(NAME.exec(name)?.[1] ?? 0);
}

/** All but the newest few and the newest of each of the last days. */
function surplus(names: readonly string[]): string[] {
  const kept = new Set(names.slice(0, NEWEST_KEPT));
  const days = new Set<string>();
  for (const name of names) {
    const day = NAME.exec(name)?.[2] ?? '';
    if (days.has(day) || days.size >= DAYS_KEPT) continue;
    days.add(day);
    kept.add(name);
  }
  return names.filter((name) => !kept.has(name));
}

function isWholeFile(file: string): boolean {
  try {
    const db = openForReading(file);
    try {
      return isWhole(db);
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
