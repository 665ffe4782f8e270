import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, type Database, inTransaction } from './pool.ts';

const MIGRATIONS = join(import.meta.dirname, 'migrations');

/** Any number that only this program uses: hubs that start together take turns. */
const MIGRATION_LOCK = 7_236_190;

export interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** The numbered steps from an empty database to the present one, in order; each one only adds. */
export function readMigrations(): Migration[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => ({
      number: Number(file.slice(0, 4)),
      name: file.slice(0, -4),
      sql: readFileSync(join(MIGRATIONS, file), 'utf8'),
    }));
}

/** The number of the last step, which a database has that is up to date. */
export function newestMigration(): number {
  return readMigrations().length;
}

/**
 * Brings a database to the present shape; does nothing to one that has it. Several hubs may call it at once.
 * @throws when a newer program has already changed the database, since this one could misread it
 */
export async function migrate(database: Database): Promise<void> {
  await inTransaction(database, (connection) => migrateUpTo(connection, newestMigration()));
}

/** The same within the caller's transaction, up to the shape that a backup was made in. */
export async function migrateUpTo(connection: Connection, last: number): Promise<void> {
  const migrations = readMigrations();
  await connection.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await connection.query('create schema if not exists upkeep');
  await connection.query(
    `create table if not exists upkeep.migration
       (number integer primary key, name text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await connection.query<{ number: number }>('select number from upkeep.migration');
  const applied = new Set(rows.map((row) => row.number));
  const unknown = [...applied].filter((number) => !migrations.some((step) => step.number === number));
  if (unknown.length > 0) {
    throw new Error(`the database was changed by a newer program (migration ${unknown.join(', ')})`);
  }
  for (const step of migrations.filter(({ number }) => !applied.has(number) && number <= last)) {
    await connection.query(step.sql);
    await connection.query('insert into upkeep.migration (number, name) values ($1, $2)', [
      step.number,
      step.name,
    ]);
  }
}
