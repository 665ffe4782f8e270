import { addSums, LARGEST_BODY_BYTES, placeOf, recordSum, type Scope } from '../../../shared/sync/index.ts';
import type { Connection } from '../database/index.ts';
import { sha256, sha256Name } from '../sha256.ts';

/** A record's place in its tenant's feed. */
export interface RecordKey {
  tenant: string;
  scope: Scope;
  collection: string;
  id: string;
}

interface EntityRow {
  version: number;
  sha256: string;
  deleted: boolean;
}

const GONE = { sha256: '', deleted: true };
const NEVER: EntityRow = { ...GONE, version: 0 };

interface Change {
  key: RecordKey;
  before: EntityRow;
  after: EntityRow;
  body: string | null;
}

export type WriteOutcome = 'written' | 'unchanged';

/**
 * Writes a record inside the caller's transaction, with its line of the feed; the sequencer gives that line its
 * position after the commit. The body is kept letter for letter; the same body again changes nothing.
 */
export async function putRecord(connection: Connection, key: RecordKey, body: string): Promise<WriteOutcome> {
  const written = await putRecords(connection, [{ key, body }]);
  return written === 1 ? 'written' : 'unchanged';
}

/** The same for several records of different keys, in few statements. Returns how many were written. */
export async function putRecords(
  connection: Connection,
  records: readonly { key: RecordKey; body: string }[],
): Promise<number> {
  for (const { body } of records) demandSize(body);
  const before = await lockEntities(
    connection,
    records.map(({ key }) => key),
  );
  const changes = records.flatMap(({ key, body }, at): Change[] => {
    const was = before[at] ?? NEVER;
    const name = sha256Name(body);
    if (isLive(was) && was.sha256 === name) return [];
    return [{ key, before: was, after: { version: was.version + 1, sha256: name, deleted: false }, body }];
  });
  await change(connection, changes);
  return changes.length;
}

function demandSize(body: string): void {
  const bytes = Buffer.byteLength(body);
  if (bytes === 0 || bytes > LARGEST_BODY_BYTES)
    throw new RangeError(`a record of ${bytes} bytes cannot travel`);
}

/** Leaves a tombstone, so that every kiosk drops the record. */
export async function deleteRecord(connection: Connection, key: RecordKey): Promise<WriteOutcome> {
  const before = await lockEntity(connection, key);
  if (!isLive(before)) return 'unchanged';
  await change(connection, [{ key, before, after: { ...GONE, version: before.version + 1 }, body: null }]);
  return 'written';
}

/**
 * Puts a record into another scope of its tenant: it leaves the first and enters the second in the same transaction, so
 * that no checkpoint shows it twice or not at all. Its versions go on counting. `unchanged`: it was not there.
 */
export async function moveRecord(
  connection: Connection,
  key: RecordKey,
  scope: Scope,
): Promise<WriteOutcome> {
  const before = await lockEntity(connection, key);
  if (!isLive(before) || scope === key.scope) return 'unchanged';
  const target = { ...key, scope };
  const there = await lockEntity(connection, target);
  const version = Math.max(before.version, there.version) + 1;
  const body = await bodyOf(connection, key);
  const entered = { version, sha256: before.sha256, deleted: false };
  await change(connection, [
    { key, before, after: { ...GONE, version: before.version + 1 }, body: null },
    { key: target, before: there, after: entered, body },
  ]);
  return 'written';
}

async function bodyOf(connection: Connection, key: RecordKey): Promise<string | null> {
  const { rows } = await connection.query<{ body: string | null }>(
    'select body from entity where tenant = $1 and scope = $2 and collection = $3 and id = $4',
    [key.tenant, key.scope, key.collection, key.id],
  );
  return rows[0]?.body ?? null;
}

async function lockEntity(connection: Connection, key: RecordKey): Promise<EntityRow> {
  return (await lockEntities(connection, [key]))[0] ?? NEVER;
}

/**
 * The entities' rows in the order of the keys, locked until the end of the transaction. The feed's lines take their
 * numbers under these locks: that is what makes the order of positions the order of versions for each entity. They are
 * taken in one order, so that two transactions wait for each other one after the other and never across.
 */
async function lockEntities(connection: Connection, keys: readonly RecordKey[]): Promise<EntityRow[]> {
  const columns = columnsOf(keys);
  await connection.query(
    `insert into entity (tenant, scope, collection, id, version, body, sha256, deleted, place)
     select tenant, scope, collection, id, 0, null, '', true, place
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[])
       as wanted (tenant, scope, collection, id, place)
     order by tenant, scope, collection, id on conflict do nothing`,
    [...columns, keys.map((key) => placeOf(sha256, key))],
  );
  const { rows } = await connection.query<EntityRow & RecordKey>(
    `select tenant, scope, collection, id, version, sha256, deleted from entity
     join unnest($1::text[], $2::text[], $3::text[], $4::text[]) as wanted (tenant, scope, collection, id)
       using (tenant, scope, collection, id)
     order by tenant, scope, collection, id for update of entity`,
    columns,
  );
  const found = new Map(rows.map((row) => [nameOf(row), row]));
  return keys.map((key) => {
    const row = found.get(nameOf(key));
    if (row === undefined) throw new Error('an entity vanished although entities are never removed');
    return row;
  });
}

function columnsOf(keys: readonly RecordKey[]): string[][] {
  return [
    keys.map(({ tenant }) => tenant),
    keys.map(({ scope }) => scope),
    keys.map(({ collection }) => collection),
    keys.map(({ id }) => id),
  ];
}

function nameOf({ tenant, scope, collection, id }: RecordKey): string {
  return JSON.stringify([tenant, scope, collection, id]);
}

/** The lines of the feed come in the order of the changes. */
async function change(connection: Connection, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const columns = [
    ...columnsOf(changes.map(({ key }) => key)),
    changes.map(({ after }) => after.version),
    changes.map(({ body }) => body),
  ];
  await connection.query(
    `update entity set version = wanted.version, body = wanted.body, sha256 = wanted.sha256, deleted = wanted.deleted
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::boolean[])
       as wanted (tenant, scope, collection, id, version, body, sha256, deleted)
     where entity.tenant = wanted.tenant and entity.scope = wanted.scope
       and entity.collection = wanted.collection and entity.id = wanted.id`,
    [...columns, changes.map(({ after }) => after.sha256), changes.map(({ after }) => after.deleted)],
  );
  await connection.query(
    `insert into feed (tenant, scope, collection, record, version, body, op, count_change, sum_change)
     select tenant, scope, collection, record, version, body, op, count_change, sum_change
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::integer[],
       $9::numeric[]) with ordinality
       as line (tenant, scope, collection, record, version, body, op, count_change, sum_change, number)
     order by number`,
    [
      ...columns,
      changes.map(({ after }) => (after.deleted ? 'delete' : 'put')),
      changes.map(({ before, after }) => Number(isLive(after)) - Number(isLive(before))),
      changes.map(({ key, before, after }) =>
        String(addSums(partOfSum(key, after), -partOfSum(key, before))),
      ),
    ],
  );
}

function partOfSum(key: RecordKey, row: EntityRow): bigint {
  if (!isLive(row)) return 0n;
  const { collection, id } = key;
  return recordSum(sha256, { collection, id, version: row.version, sha256: row.sha256 });
}

function isLive(row: EntityRow): boolean {
  return !row.deleted;
}
