import type { Checkpoint, CheckpointScope, Scope } from '../../../shared/sync/index.ts';
import type { Connection, Database } from '../database/index.ts';

type Row = {
  epoch: string;
  epochNumber: number;
  position: number;
  minSchema: number;
} & Nullable<CheckpointScope>;
type Nullable<T> = { [Name in keyof T]: T[Name] | null };

/**
 * The newest whole checkpoint over some scopes, read in one statement so that head and sums belong together; undefined
 * when the tenant has no feed yet. A scope in which nothing was ever published is in it, empty.
 */
export async function newestCheckpoint(
  database: Database | Connection,
  tenant: string,
  scopes: readonly Scope[],
): Promise<Checkpoint | undefined> {
  const { rows } = await database.query<Row>(
    `select feed_head.epoch, epoch_number as "epochNumber", feed_head.position, min_schema as "minSchema",
       feed_scope.scope, feed_scope.head, floor, count, sum
     from feed_head
     left join feed_scope on feed_scope.tenant = feed_head.tenant and feed_scope.scope = any($2)
     where feed_head.tenant = $1`,
    [tenant, scopes],
  );
  const [head] = rows;
  if (head === undefined) return undefined;
  const known = new Map(rows.flatMap((row) => (row.scope === null ? [] : [[row.scope, stateOf(row)]])));
  return {
    format: 'borne/checkpoint/v1',
    tenant,
    epoch: head.epoch,
    epochNumber: head.epochNumber,
    head: head.position,
    minSchema: head.minSchema,
    scopes: scopes.map((scope) => known.get(scope) ?? { scope, head: 0, floor: 0, count: 0, sum: '0' }),
  };
}

function stateOf({ scope, head, floor, count, sum }: Row): CheckpointScope {
  return { scope: scope ?? '', head: head ?? 0, floor: floor ?? 0, count: count ?? 0, sum: sum ?? '0' };
}

/** Kiosks below this number are told that they need an update; they go on meanwhile. */
export async function setMinSchema(database: Database, tenant: string, minSchema: number): Promise<void> {
  await database.query('update feed_head set min_schema = $2 where tenant = $1', [tenant, minSchema]);
}
