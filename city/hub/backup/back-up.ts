import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  inTransaction,
  newestMigration,
  openDatabase,
  type Connection,
  type Database,
} from '../database/index.ts';
import { placeSubmissions, provedHeads, raiseSettled, type SubmissionHead } from '../submissions/index.ts';
import { failureOf } from './failure.ts';
import { keyFilePath, readKeyFile, type KeyFile } from './item-keys.ts';
import { loadCopy } from './load.ts';
import { readManifest } from './manifest.ts';
import { withScratchDatabase } from './scratch.ts';
import { flushFolder, NEW_KEY_FILE, writeCopy, type Report } from './write.ts';

export interface BackupOptions {
  databaseUrl: string;
  /** Of this backup alone; made by it. */
  folder: string;
  report: Report;
}

export interface BackupDone {
  rows: number;
  /** Submissions that kiosks may erase from now on. */
  settled: number;
}

/**
 * `folder-in-use`: something is in the folder; `folder-unusable`: it cannot be written, or has no room; `database-away`:
 * not reached, or lost on the way; `other-version`: no hub of this version has worked on this database; `not-allowed`: the
 * database user may not create the database in which the copy is read back; `under-way`: another backup of this database
 * runs; `altered`: what was read back is not what was written.
 */
export type BackupFailure =
  | 'folder-in-use'
  | 'folder-unusable'
  | 'database-away'
  | 'other-version'
  | 'not-allowed'
  | 'under-way'
  | 'altered';

/** Any number that only this program uses: two backups would each drop the database in which the other is checked. */
const BACKUP_LOCK = 7_236_191;

/**
 * Copies the city's whole database into a folder, reads the copy back into a database of its own, compares, and only then
 * lets kiosks erase what it holds (I1). A folder under the given name is a copy that was read back; anything less stands
 * beside it, under a name with `unfinished`, and goes at the end.
 */
export async function backUp(options: BackupOptions): Promise<Result<BackupDone, BackupFailure>> {
  if (existsSync(options.folder) && readdirSync(options.folder).length > 0) return err('folder-in-use');
  const aside = `${options.folder}.unfinished-${randomBytes(6).toString('hex')}`;
  const database = openDatabase(options.databaseUrl);
  try {
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    return await underLock(database, (connection) => backUpAside(options, database, connection, aside));
  } catch (error) {
    const reason = failureOf(error);
    if (reason === undefined) throw error;
    return err(reason);
  } finally {
    rmSync(aside, { recursive: true, force: true });
    await database.end();
  }
}

async function backUpAside(
  { databaseUrl, folder, report }: BackupOptions,
  database: Database,
  connection: Connection,
  aside: string,
): Promise<Result<BackupDone, BackupFailure>> {
  if (!(await isUpToDate(connection))) return err('other-version');
  await placeSubmissions(database);
  await inTransaction(database, (reading) => writeCopy(reading, aside, report));
  report('reading the copy back');
  const checked = await withScratchDatabase(connection, databaseUrl, (scratch) =>
    check(scratch, aside, report),
  );
  if (checked === undefined) return err('altered');
  if (existsSync(folder) && readdirSync(folder).length > 0) return err('folder-in-use');
  // The keys first: a later file opens all earlier backups, an earlier one not this.
  renameSync(join(aside, NEW_KEY_FILE), keyFilePath(dirname(folder), checked.keyFile));
  renameSync(aside, folder);
  await flushFolder(dirname(folder));
  await raiseSettled(database, checked.heads);
  return ok({ rows: checked.rows, settled: checked.heads.reduce((sum, { position }) => sum + position, 0) });
}

/** Undefined when the copy is not whole. */
async function check(
  scratch: Database,
  folder: string,
  report: Report,
): Promise<{ heads: SubmissionHead[]; rows: number; keyFile: KeyFile } | undefined> {
  const manifest = await readManifest(folder);
  const keys = await readKeyFile(join(folder, NEW_KEY_FILE));
  if (!manifest.ok || keys === undefined) return undefined;
  return inTransaction(scratch, async (connection) => {
    const loaded = await loadCopy({ connection, folder, manifest: manifest.value, keys, report });
    if (!loaded.same || loaded.erased.length > 0) return undefined;
    const heads = await provedHeads(connection);
    const rows = manifest.value.tables.reduce((sum, table) => sum + table.rows, 0);
    return heads && { heads, rows, keyFile: keys };
  });
}

async function underLock<T>(
  database: Database,
  work: (connection: Connection) => Promise<Result<T, BackupFailure>>,
): Promise<Result<T, BackupFailure>> {
  const connection = await database.connect();
  // A server that goes away meanwhile tells it here; the next statement fails and says so to the caller.
  connection.on('error', () => undefined);
  try {
    await connection.query('set statement_timeout = 0');
    const { rows } = await connection.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      BACKUP_LOCK,
    ]);
    return rows[0]?.taken === true ? await work(connection) : err('under-way');
  } finally {
    // Closed, not given back: the lock goes with the connection.
    connection.release(true);
  }
}

/** Read only: a wrong address must not make a city's tables in somebody else's database. */
async function isUpToDate(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ table: string | null }>(
    "select to_regclass('upkeep.migration')::text as table",
  );
  if (typeof rows[0]?.table !== 'string') return false;
  const { rows: steps } = await connection.query<{ last: number | null }>(
    'select max(number) as last from upkeep.migration',
  );
  return steps[0]?.last === newestMigration();
}
