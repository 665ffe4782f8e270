import { randomBytes } from 'node:crypto';
import { openDatabase, type Connection, type Database } from '../database/index.ts';

/**
 * Runs `work` on an empty database beside the city's own, on the same server and with its letters, then drops it. What an
 * earlier run left when it was killed goes first: the caller holds the lock that only one backup of a database has.
 * @throws `42501` when the database user may not create databases
 */
export async function withScratchDatabase<T>(
  connection: Connection,
  url: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { rows } = await connection.query<{ oid: string; encoding: string; collate: string; ctype: string }>(
    `select oid::text, pg_encoding_to_char(encoding) as encoding, datcollate as collate, datctype as ctype
     from pg_database where datname = current_database()`,
  );
  const [own] = rows;
  if (own === undefined) throw new Error('this database is not in its own list');
  const prefix = `borne_check_${own.oid}_`;
  await dropLeftOver(connection, prefix);
  const name = `${prefix}${randomBytes(6).toString('hex')}`;
  await connection.query(
    `create database "${name}" template template0 encoding '${own.encoding}'
     lc_collate '${own.collate}' lc_ctype '${own.ctype}'`,
  );
  const scratch = openDatabase(urlOf(url, name));
  try {
    return await work(scratch);
  } finally {
    await scratch.end();
    await connection.query(`drop database if exists "${name}" with (force)`);
  }
}

async function dropLeftOver(connection: Connection, prefix: string): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { name } of rows) await connection.query(`drop database if exists "${name}" with (force)`);
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
