import { inTransaction, type Connection, type Database } from '../database/index.ts';

/** Told after each new checkpoint: a hint for whoever listens, never the only way to learn of it. */
export const FEED_CHANNEL = 'borne_feed';

/** The tenants that have lines waiting for a position. */
export async function tenantsWaiting(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ tenant: string }>(
    `select tenant from feed_head head
     where exists (select 1 from feed where feed.tenant = head.tenant and feed.position is null)`,
  );
  return rows.map((row) => row.tenant);
}

/**
 * Gives every committed line of a tenant's feed that has none its position, and moves the head and the sums of its
 * scopes with them. Any number of hubs may do it at once. Returns how many lines it placed.
 */
export async function sequence(database: Database, tenant: string): Promise<number> {
  return inTransaction(database, async (connection) => {
    // The lock is taken in a statement of its own: a statement that both waits for it and reads the waiting lines would
    // read them as they were before the wait, and place some twice and others never.
    const { rows } = await connection.query<{ position: number }>(
      'select position from feed_head where tenant = $1 for update',
      [tenant],
    );
    const [head] = rows;
    if (head === undefined) return 0;
    const placed = await placeWaitingLines(connection, tenant, head.position);
    if (placed === 0) return 0;
    await connection.query('update feed_head set position = position + $2 where tenant = $1', [
      tenant,
      placed,
    ]);
    // One notification for each checkpoint and none for each writer: NOTIFY makes all commits queue behind one lock.
    await connection.query('select pg_notify($1, $2)', [FEED_CHANNEL, tenant]);
    return placed;
  });
}

/** All that is visible and no limit: a part of somebody's transaction must never be in a checkpoint without the rest. */
async function placeWaitingLines(connection: Connection, tenant: string, head: number): Promise<number> {
  const { rows } = await connection.query<{ placed: number }>(
    `with waiting as (
       select id, row_number() over (order by id) as rank from feed where tenant = $1 and position is null
     ), placed as (
       update feed set position = $2::bigint + waiting.rank from waiting
       where feed.tenant = $1 and feed.id = waiting.id
       returning feed.scope, feed.position, feed.count_change, feed.sum_change
     ), by_scope as (
       select scope, max(position) as head, sum(count_change) as count, sum(sum_change) as sum, count(*) as lines
       from placed group by scope
     ), updated as (
       insert into feed_scope (tenant, scope, head, count, sum)
       select $1, scope, head, count, mod(sum, 18446744073709551616) from by_scope
       on conflict (tenant, scope) do update set head = excluded.head, count = feed_scope.count + excluded.count,
         sum = mod(feed_scope.sum + excluded.sum, 18446744073709551616)
     )
     select coalesce(sum(lines), 0)::bigint as placed from by_scope`,
    [tenant, head],
  );
  return rows[0]?.placed ?? 0;
}
