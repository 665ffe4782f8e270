import { inTransaction, type Connection, type Database } from '../../../city/hub/database/index.ts';

/*
 * Copies of a hub's database inside the database itself, table by table: a copy of the whole with `create database …
 * template` takes a hundred times longer on a busy disk, and a world is restored often.
 */

/** Keeps every row as it is now under `name`, in the place of what was kept there. */
export async function keepCopy(database: Database, name: string): Promise<void> {
  await inTransaction(database, async (connection) => {
    // All tables as they were at one instant, as a dump is: a sequencer may be at work.
    await connection.query('set transaction isolation level repeatable read');
    await connection.query(`drop schema if exists ${name} cascade; create schema ${name}`);
    const tables = await tablesOf(connection, 'public');
    await connection.query(
      tables.map((table) => `create table ${name}."${table}" as table public."${table}";`).join('\n'),
    );
  });
}

/** Puts back every row as it was kept under `name`, with the counters of that time. */
export async function putBack(database: Database, name: string): Promise<void> {
  await inTransaction(database, async (connection) => {
    const tables = await tablesOf(connection, name);
    // In the order in which a sequencer takes its locks: it may be at work.
    await connection.query('lock table feed_head; set local session_replication_role = replica');
    await connection.query(
      tables
        .map(
          (table) =>
            `delete from public."${table}";
             insert into public."${table}" overriding system value select * from ${name}."${table}";`,
        )
        .join('\n'),
    );
    await setBackCounters(connection);
  });
}

async function tablesOf(connection: Connection, schema: string): Promise<string[]> {
  const { rows } = await connection.query<{ tablename: string }>(
    'select tablename from pg_tables where schemaname = $1 order by tablename',
    [schema],
  );
  return rows.map((row) => row.tablename);
}

async function setBackCounters(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and is_identity = 'YES'`,
  );
  for (const { table, column } of rows) {
    await connection.query(
      `select setval(pg_get_serial_sequence('public."${table}"', '${column}'),
         coalesce(max("${column}"), 0) + 1, false) from public."${table}"`,
    );
  }
}
