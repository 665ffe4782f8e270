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

export type WriteOutcome = 'written' | 'unchanged';

/**
 * Writes a record inside the caller's transaction, with its line of the feed; the sequencer gives that line its
 * position after the commit. The body is kept letter for letter; the same body again changes nothing.
 */
export async function putRecord(connection: Connection, key: RecordKey, body: string): Promise<WriteOutcome> {
  const bytes = Buffer.byteLength(body);
  if (bytes === 0 || bytes > LARGEST_BODY_BYTES)
    throw new RangeError(`a record of ${bytes} bytes cannot travel`);
  const before = await lockEntity(connection, key);
  const name = sha256Name(body);
  if (isLive(before) && before.sha256 === name) return 'unchanged';
  await change(connection, key, before, { version: before.version + 1, sha256: name, deleted: false }, body);
  return 'written';
}

/** Leaves a tombstone, so that every kiosk drops the record. */
export async function deleteRecord(connection: Connection, key: RecordKey): Promise<WriteOutcome> {
  const before = await lockEntity(connection, key);
  if (!isLive(before)) return 'unchanged';
  await change(connection, key, before, { ...GONE, version: before.version + 1 }, null);
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
  await change(connection, key, before, { ...GONE, version: before.version + 1 }, null);
  await change(connection, target, there, { version, sha256: before.sha256, deleted: false }, body);
  return 'written';
}

async function bodyOf(connection: Connection, key: RecordKey): Promise<string | null> {
  const { rows } = await connection.query<{ body: string | null }>(
    'select body from entity where tenant = $1 and scope = $2 and collection = $3 and id = $4',
    [key.tenant, key.scope, key.collection, key.id],
  );
  return rows[0]?.body ?? null;
}

/**
 * The entity's row, locked until the end of the transaction. The feed's line takes its number under this lock: that is
 * what makes the order of positions the order of versions for each entity.
 */
async function lockEntity(connection: Connection, key: RecordKey): Promise<EntityRow> {
  const place = [key.tenant, key.scope, key.collection, key.id];
  await connection.query(
    `insert into entity (tenant, scope, collection, id, version, body, sha256, deleted, place)
     values ($1, $2, $3, $4, 0, null, '', true, $5) on conflict do nothing`,
    [...place, placeOf(sha256, key)],
  );
  const { rows } = await connection.query<EntityRow>(
    `select version, sha256, deleted from entity
     where tenant = $1 and scope = $2 and collection = $3 and id = $4 for update`,
    place,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an entity vanished although entities are never removed');
  return row;
}

async function change(
  connection: Connection,
  key: RecordKey,
  before: EntityRow,
  after: EntityRow,
  body: string | null,
): Promise<void> {
  await connection.query(
    `update entity set version = $5, body = $6, sha256 = $7, deleted = $8
     where tenant = $1 and scope = $2 and collection = $3 and id = $4`,
    [key.tenant, key.scope, key.collection, key.id, after.version, body, after.sha256, after.deleted],
  );
  const removed = partOfSum(key, before);
  const added = partOfSum(key, after);
  await connection.query(
    `insert into feed (tenant, scope, collection, record, version, op, body, count_change, sum_change)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      key.tenant,
      key.scope,
      key.collection,
      key.id,
      after.version,
      after.deleted ? 'delete' : 'put',
      body,
      Number(isLive(after)) - Number(isLive(before)),
      String(addSums(added, -removed)),
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
