import { rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

export type Db = Database.Database;

const BUSY_MILLISECONDS = 5_000;
const SYNCHRONOUS_LEVEL = { NORMAL: 1, FULL: 2 } as const;

/**
 * Opens a database to write in it, with the settings of `data-1`, each read back.
 * @param synchronous `FULL` for what must survive a power cut; the library's own default in WAL is NORMAL, with which
 *   a confirmed commit can vanish
 * @throws when the file is damaged or a setting does not hold
 */
export function openForWriting(file: string, synchronous: 'NORMAL' | 'FULL'): Db {
  const db = new Database(file, { timeout: BUSY_MILLISECONDS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${synchronous}`);
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('secure_delete = ON');
    demand(db, 'journal_mode', 'wal');
    demand(db, 'synchronous', SYNCHRONOUS_LEVEL[synchronous]);
    demand(db, 'foreign_keys', 1);
    demand(db, 'busy_timeout', BUSY_MILLISECONDS);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a database that another process writes. @throws when there is none or it is damaged */
export function openForReading(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MILLISECONDS });
  db.pragma('trusted_schema = OFF');
  return db;
}

/** Changes a copy that nobody else has open; no log stays beside it. */
export function changeCopy(file: string, sql: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('secure_delete = ON');
    db.exec(sql);
  } finally {
    db.close();
  }
}

function demand(db: Db, setting: string, expected: string | number): void {
  const found: unknown = db.pragma(setting, { simple: true });
  if (found !== expected) throw new Error(`SQLite does not keep ${setting} = ${expected}`);
}

/** Whether SQLite itself finds the file whole. */
export function isWhole(db: Db): boolean {
  return db.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** SQLite's own name of what went wrong, such as `SQLITE_FULL`; undefined when the error is not one of SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

/** True when the file itself is broken, as after a bad sector. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

/** Which file stands under a name just now, so that a reader notices when it was replaced. */
export function fileIdentity(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** Removes a database that nothing is lost with. The log goes first: a log without its file would spoil the next one. */
export function removeDatabase(file: string): void {
  for (const suffix of ['-wal', '-shm', '']) rmSync(`${file}${suffix}`, { force: true });
}
