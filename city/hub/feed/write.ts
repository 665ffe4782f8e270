import { fingerprint } from '../../../shared/sealing/index.ts';
import { addSums, recordSum, type Scope } from '../../../shared/sync/index.ts';
import type { Connection } from '../database/index.ts';

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

export type WriteOutcome = 'written' | 'unchanged';

/**
 * Writes a record inside the caller's transaction, with its line of the feed; the sequencer gives that line its
 * position after the commit. The body is kept letter for letter; the same body again changes nothing.
 */
export async function putRecord(connection: Connection, key: RecordKey, body: string): Promise<WriteOutcome> {
  const sha256 = await fingerprint(body);
  const before = await lockEntity(connection, key);
  if (isLive(before) && before.sha256 === sha256) return 'unchanged';
  await change(connection, key, before, { version: before.version + 1, sha256, deleted: false }, body);
  return 'written';
}

/** Leaves a tombstone, so that every kiosk drops the record. */
export async function deleteRecord(connection: Connection, key: RecordKey): Promise<WriteOutcome> {
  const before = await lockEntity(connection, key);
  if (!isLive(before)) return 'unchanged';
  await change(connection, key, before, { version: before.version + 1, sha256: '', deleted: true }, null);
  return 'written';
}

/**
 * The entity's row, locked until the end of the transaction. The feed's line takes its number under this lock: that is
 * what makes the order of positions the order of versions for each entity.
 */
async function lockEntity(connection: Connection, key: RecordKey): Promise<EntityRow> {
  const place = [key.tenant, key.scope, key.collection, key.id];
  await connection.query(
    `insert into entity (tenant, scope, collection, id, version, body, sha256, deleted)
     values ($1, $2, $3, $4, 0, null, '', true) on conflict do nothing`,
    place,
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
  const removed = await partOfSum(key, before);
  const added = await partOfSum(key, after);
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

async function partOfSum(key: RecordKey, row: EntityRow): Promise<bigint> {
  if (!isLive(row)) return 0n;
  return recordSum({ collection: key.collection, id: key.id, version: row.version, sha256: row.sha256 });
}

function isLive(row: EntityRow): boolean {
  return !row.deleted;
}
