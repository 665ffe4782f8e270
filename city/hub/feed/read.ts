import { err, ok, type Result } from '../../../shared/result/index.ts';
import { FEED_PAGE, type Change, type Scope } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';

/**
 * A page stops after about this many bytes of bodies, so that a slow line loses little when it is cut. PostgreSQL knows
 * the bytes of a large body without reading it, as it does not know its signs.
 */
const PAGE_BYTES = 1_000_000;

export interface FeedQuery {
  tenant: string;
  scope: Scope;
  epoch: string;
  after: number;
  /** The checkpoint's position: nothing newer is served, so that a kiosk gets what the checkpoint sums up. */
  until?: number | undefined;
}

export interface FeedPage {
  epoch: string;
  after: number;
  /** The page is complete up to this position. */
  last: number;
  changes: Change[];
}

/** The text of the newest whole checkpoint; undefined when the tenant has no feed yet. */
export async function newestCheckpoint(database: Database, tenant: string): Promise<string | undefined> {
  const { rows } = await database.query<{ checkpoint: string }>(
    'select checkpoint from feed_head where tenant = $1',
    [tenant],
  );
  return rows[0]?.checkpoint;
}

/**
 * The changes of a scope after a position. `epoch`: the cursor belongs to another life of this database, or points
 * beyond its end, and means nothing here; `no-feed`: the tenant has published nothing.
 */
export async function readFeed(
  database: Database,
  query: FeedQuery,
): Promise<Result<FeedPage, 'epoch' | 'no-feed'>> {
  const heads = await database.query<{ epoch: string; position: number }>(
    'select epoch, position from feed_head where tenant = $1',
    [query.tenant],
  );
  const [head] = heads.rows;
  if (head === undefined) return err('no-feed');
  if (head.epoch !== query.epoch || query.after > head.position) return err('epoch');
  const until = Math.min(query.until ?? head.position, head.position);
  const { rows } = await database.query<Change & { skipped: boolean }>(
    `select position, collection, record as id, version, op, body
     from (
       select *, sum(coalesce(octet_length(body), 0)) over (order by position)
         - coalesce(octet_length(body), 0) as bytes_before
       from (
         select position, collection, record, version, op, body from feed
         where tenant = $1 and scope = $2 and position > $3 and position <= $4
         order by position limit $5
       ) candidates
     ) measured
     where bytes_before < $6 order by position`,
    [query.tenant, query.scope, query.after, until, FEED_PAGE, PAGE_BYTES],
  );
  return ok({
    epoch: head.epoch,
    after: query.after,
    last: await lastOf(database, query, rows, until),
    changes: rows,
  });
}

/** The page's end: `until` when nothing is left, otherwise its last change. */
async function lastOf(
  database: Database,
  query: FeedQuery,
  changes: Change[],
  until: number,
): Promise<number> {
  const lastChange = changes.at(-1)?.position;
  if (lastChange === undefined) return Math.max(query.after, until);
  const { rowCount } = await database.query(
    'select 1 from feed where tenant = $1 and scope = $2 and position > $3 and position <= $4 limit 1',
    [query.tenant, query.scope, lastChange, until],
  );
  return rowCount === 0 ? until : lastChange;
}
