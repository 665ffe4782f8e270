import { dirname } from 'node:path';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  inTransaction,
  migrateUpTo,
  newestMigration,
  openDatabase,
  type Connection,
} from '../database/index.ts';
import { dayInTheCity } from '../day.ts';
import { beginNewLives } from '../feed/index.ts';
import { eraseSubmissions } from '../submissions/index.ts';
import { failureOf } from './failure.ts';
import { keepItemKeys, keyFilePath, readKeyFile, type ItemKeys } from './item-keys.ts';
import { loadCopy } from './load.ts';
import { readManifest, type Manifest } from './manifest.ts';
import type { Report } from './write.ts';

/**
 * `incomplete`: the backup lacks its manifest or a file; `altered`: it is not what was written; `newer`: a later version
 * of this program made it; `not-empty`: the database has tables; `database-away`: not reached, or lost on the way;
 * `not-allowed`: the database user may not create tables; `folder-unusable`: a file cannot be read; `keys-missing`: the file
 * with the keys is not beside the folder; `keys-too-old`: it is of a time before the backup.
 */
export type RestoreFailure =
  | 'incomplete'
  | 'altered'
  | 'newer'
  | 'not-empty'
  | 'database-away'
  | 'not-allowed'
  | 'folder-unusable'
  | 'keys-missing'
  | 'keys-too-old';

/**
 * Puts a backup into an empty database: all of it or nothing. Every tenant begins another life, so that kiosks compare
 * what they have and offer again what was not settled (I1, I8). What was erased after the backup is erased in it too.
 */
export async function restore(options: {
  databaseUrl: string;
  folder: string;
  report: Report;
}): Promise<Result<{ rows: number }, RestoreFailure>> {
  const { databaseUrl, folder, report } = options;
  report('comparing the files with the manifest');
  const manifest = await readManifest(folder);
  if (!manifest.ok) return manifest;
  if (manifest.value.migration > newestMigration()) return err('newer');
  const keys = await keysOf(manifest.value, dirname(folder));
  if (!keys.ok) return keys;
  const database = openDatabase(databaseUrl);
  try {
    return await inTransaction(database, async (connection) => {
      if (!(await isEmpty(connection))) return err('not-empty');
      const copy = { folder, manifest: manifest.value, keys: keys.value };
      const loaded = await loadCopy({ connection, report, ...copy });
      if (!loaded.same) throw new NotTheSame();
      await migrateUpTo(connection, newestMigration());
      await eraseSubmissions(connection, loaded.erased, dayInTheCity(new Date()));
      if (keys.value !== undefined) await keepItemKeys(connection, keys.value);
      await beginNewLives(connection);
      return ok({ rows: manifest.value.tables.reduce((sum, { rows }) => sum + rows, 0) });
    });
  } catch (error) {
    if (error instanceof NotTheSame) return err('altered');
    const reason = failureOf(error);
    if (reason === undefined) throw error;
    return err(reason);
  } finally {
    await database.end();
  }
}

async function keysOf(
  { itemKeys }: Manifest,
  folder: string,
): Promise<Result<ItemKeys | undefined, 'keys-missing' | 'keys-too-old'>> {
  if (itemKeys === undefined) return ok(undefined);
  const keys = await readKeyFile(keyFilePath(folder, itemKeys));
  if (keys?.name !== itemKeys.name) return err('keys-missing');
  return keys.edition < itemKeys.edition ? err('keys-too-old') : ok(keys);
}

/** Thrown so that the transaction leaves nothing. */
class NotTheSame extends Error {}

async function isEmpty(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ tables: number }>(
    `select count(*) as tables from pg_class class join pg_namespace namespace on namespace.oid = relnamespace
     where relkind in ('r', 'p', 'v', 'm') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  return rows[0]?.tables === 0;
}
