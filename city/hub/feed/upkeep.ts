import type { Database } from '../database/index.ts';
import { startChore, type Repeating } from '../repeating.ts';
import { makeSnapshot } from './snapshot.ts';

/** Small scopes are fetched line by line as quickly; a snapshot of them is made only when their log begins late. */
const LEAST_RECORDS = 500;

/** A snapshot is made anew when this part of its records has changed: until then, the log is the shorter way. */
const CHANGED_PART = 0.1;

/** Lines leave the log after this long: a kiosk that was away longer starts from a snapshot. */
const LOG_DAYS = 180;

/** A kiosk on a thin line may fetch one snapshot for days. */
const SEGMENT_DAYS = 7;

/** Before jitter: hubs that look at the same moment would pack the same records. */
const EVERY_MS = 5_000;
const TIDY_EVERY_MS = 3_600_000;

interface ScopeToPack {
  tenant: string;
  scope: string;
}

/**
 * Makes the snapshots that are due. A scope whose log begins late needs one of this epoch, however small it is. Two hubs
 * may make the same one: they make the same bytes.
 */
export async function makeDueSnapshots(database: Database): Promise<number> {
  const { rows } = await database.query<ScopeToPack>(
    `select feed_scope.tenant, feed_scope.scope from feed_scope
     join feed_head using (tenant)
     left join snapshot
       on snapshot.tenant = feed_scope.tenant and snapshot.scope = feed_scope.scope
       and snapshot.epoch = feed_head.epoch
     where (feed_scope.count >= $1 or feed_scope.floor > 0) and (
       snapshot.position is null
       or (select count(*) from feed where feed.tenant = feed_scope.tenant and feed.scope = feed_scope.scope
           and feed.position > snapshot.position) > feed_scope.count * $2::real)`,
    [LEAST_RECORDS, CHANGED_PART],
  );
  for (const { tenant, scope } of rows) await makeSnapshot(database, tenant, scope);
  return rows.length;
}

/**
 * Drops the lines older than `days` from the log of each scope that has any: first a snapshot is made that holds what
 * they led to, then the floor is raised, and only then do they go.
 */
export async function compactLog(database: Database, days = LOG_DAYS): Promise<void> {
  const { rows } = await database.query<ScopeToPack & { newest: number }>(
    `select tenant, scope, max(position) as newest from feed
     where position is not null and written_on < current_date - $1::integer group by tenant, scope`,
    [days],
  );
  for (const { tenant, scope, newest } of rows) {
    if (!(await makeSnapshot(database, tenant, scope))) continue;
    await database.query(
      'update feed_scope set floor = greatest(floor, $3) where tenant = $1 and scope = $2',
      [tenant, scope, newest],
    );
    await database.query('delete from feed where tenant = $1 and scope = $2 and position <= $3', [
      tenant,
      scope,
      newest,
    ]);
  }
}

/** Drops the segments that no snapshot of the last days has named. */
export async function dropOldSegments(database: Database): Promise<void> {
  await database.query(
    `delete from segment where last_named_at < now() - make_interval(days => $1)
     and not exists (
       select 1 from snapshot where snapshot.tenant = segment.tenant
       and position(segment.sha256 in snapshot.manifest) > 0)`,
    [SEGMENT_DAYS],
  );
}

/** Keeps snapshots fresh and the log short until stopped. */
export function startUpkeep(database: Database, onFailure: (error: unknown) => void): Repeating {
  let tidyAt = performance.now() + TIDY_EVERY_MS;
  async function tend(): Promise<void> {
    await makeDueSnapshots(database);
    if (performance.now() <= tidyAt) return;
    tidyAt = performance.now() + TIDY_EVERY_MS;
    await compactLog(database);
    await dropOldSegments(database);
  }
  return startChore(EVERY_MS, tend, onFailure);
}
