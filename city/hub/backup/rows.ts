import { createHash } from 'node:crypto';
import type { Connection } from '../database/index.ts';

const FIRST_ROWS = 10;
const MOST_ROWS = 1_000;

/** A film is megabytes and a counter a few bytes: as many rows at once as make about this much text. */
const TEXT_AT_ONCE = 4_000_000;

const DIGEST_MODULUS = 2n ** 256n;

/** Without these, the same row could be written differently by two servers, or by one on two days. */
export async function fixTheWriting(connection: Connection): Promise<void> {
  await connection.query(
    `set local timezone = 'UTC'; set local bytea_output = 'hex'; set local statement_timeout = 0`,
  );
}

/**
 * The tables with the city's data, those first that others refer to. The schema `upkeep` is the server's own and belongs
 * to no backup.
 */
export async function tablesToCopy(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ name: string; needs: string[] }>(
    `select class.relname::text as name, coalesce(array_agg(target.relname::text)
       filter (where target.relname is not null and target.oid <> class.oid), '{}') as needs
     from pg_class class
     left join pg_constraint reference on reference.conrelid = class.oid and reference.contype = 'f'
     left join pg_class target on target.oid = reference.confrelid
     where class.relkind = 'r' and class.relnamespace = 'public'::regnamespace
     group by class.relname order by class.relname`,
  );
  const ordered: string[] = [];
  while (ordered.length < rows.length) {
    const ready = rows.filter(
      ({ name, needs }) => !ordered.includes(name) && needs.every((needed) => ordered.includes(needed)),
    );
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    ordered.push(...ready.map(({ name }) => name));
  }
  return ordered;
}

/** Every row of a table as one line of JSON, a part at a time; bytes are written in hex. Within a transaction. */
export async function* readLines(connection: Connection, table: string): AsyncGenerator<string[]> {
  await connection.query(
    `declare copied no scroll cursor for select to_jsonb(copied_row)::text as line from public."${table}" copied_row`,
  );
  for (let count = FIRST_ROWS; ;) {
    const { rows } = await connection.query<{ line: string }>(`fetch forward ${count} from copied`);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
    const signs = rows.reduce((sum, { line }) => sum + line.length, 0);
    const fitting = Math.floor((count * TEXT_AT_ONCE) / Math.max(1, signs));
    count = Math.max(1, Math.min(MOST_ROWS, 4 * count, fitting));
  }
  await connection.query('close copied');
}

/** Puts lines back as rows. Columns that a line does not know become null, so the table has the shape of its backup. */
export async function insertLines(
  connection: Connection,
  table: string,
  lines: readonly string[],
): Promise<void> {
  await connection.query(
    `insert into public."${table}" overriding system value
     select * from jsonb_populate_recordset(null::public."${table}", $1::jsonb)`,
    [`[${lines.join(',')}]`],
  );
}

/** Numbers that PostgreSQL counts by itself go on after the highest that was put back. */
export async function continueCounting(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ table: string; column: string }>(
    `select table_name::text as table, column_name::text as column from information_schema.columns
     where table_schema = 'public' and is_identity = 'YES'`,
  );
  for (const { table, column } of rows) {
    await connection.query(
      `select setval(pg_get_serial_sequence('public."${table}"', $1), coalesce(max("${column}"), 0) + 1, false)
       from public."${table}"`,
      [column],
    );
  }
}

/** Tells whether two sets of rows are the same, in whatever order they are read. */
export class RowDigest {
  rows = 0;
  #sum = 0n;

  add(lines: readonly string[]): void {
    for (const line of lines) {
      this.rows += 1;
      const hash = BigInt(`0x${createHash('sha256').update(line).digest('hex')}`);
      this.#sum = (this.#sum + hash) % DIGEST_MODULUS;
    }
  }

  get text(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
