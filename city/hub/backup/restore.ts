import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  inTransaction,
  migrateUpTo,
  newestMigration,
  openDatabase,
  type Connection,
} from '../database/index.ts';
import { beginNewLives } from '../feed/index.ts';
import { failureOf } from './failure.ts';
import { loadCopy } from './load.ts';
import { readManifest } from './manifest.ts';
import type { Report } from './write.ts';

/**
 * `incomplete`: the backup lacks its manifest or a file; `altered`: it is not what was written; `newer`: a later version
 * of this program made it; `not-empty`: the database has tables; `database-away`: not reached, or lost on the way;
 * `not-allowed`: the database user may not create tables; `folder-unusable`: a file cannot be read.
 */
export type RestoreFailure =
  'incomplete' | 'altered' | 'newer' | 'not-empty' | 'database-away' | 'not-allowed' | 'folder-unusable';

/**
 * Puts a backup into an empty database: all of it or nothing. Every tenant begins another life, so that kiosks compare
 * what they have and offer again what was not settled (I1, I8).
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
  const database = openDatabase(databaseUrl);
  try {
    return await inTransaction(database, async (connection) => {
      if (!(await isEmpty(connection))) return err('not-empty');
      if (!(await loadCopy(connection, folder, manifest.value, report))) throw new NotTheSame();
      await migrateUpTo(connection, newestMigration());
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

/** Thrown so that the transaction leaves nothing. */
class NotTheSame extends Error {}

async function isEmpty(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ tables: number }>(
    `select count(*) as tables from pg_class class join pg_namespace namespace on namespace.oid = relnamespace
     where relkind in ('r', 'p', 'v', 'm') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  return rows[0]?.tables === 0;
}
