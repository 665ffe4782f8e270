import { err, ok, type Result } from '../../../shared/result/index.ts';
import { FEED_PAGE, type Change, type FeedHeader, type Scope } from '../../../shared/sync/index.ts';
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
  header: FeedHeader;
  changes: Change[];
}

/**
 * Whether a cursor still means something here, and up to which position it can be served. `epoch`: it belongs to another
 * life of this database, or points beyond its end; `floor`: what followed it has left the log, only a snapshot leads on;
 * `no-feed`: the tenant has published nothing.
 */
export async function checkCursor(
  database: Database,
  query: FeedQuery,
): Promise<Result<{ until: number }, 'epoch' | 'floor' | 'no-feed'>> {
  const { rows } = await database.query<{ epoch: string; position: number; floor: number | null }>(
    `select epoch, position, floor from feed_head
     left join feed_scope on feed_scope.tenant = feed_head.tenant and scope = $2 where feed_head.tenant = $1`,
    [query.tenant, query.scope],
  );
  const [head] = rows;
  if (head === undefined) return err('no-feed');
  if (head.epoch !== query.epoch || query.after > head.position) return err('epoch');
  if (query.after < (head.floor ?? 0)) return err('floor');
  return ok({ until: Math.min(query.until ?? head.position, head.position) });
}

interface Line extends Omit<Change, 'body'> {
  body: string | null;
}

/** The changes of a scope after a position, as many as one page holds; of a cursor that was checked. */
export async function readPage(database: Database, query: FeedQuery & { until: number }): Promise<FeedPage> {
  const { tenant, scope, epoch, after, until } = query;
  const { rows } = await database.query<Line>(
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
    [tenant, scope, after, until, FEED_PAGE, PAGE_BYTES],
  );
  return {
    header: { epoch, after, last: await lastOf(database, query, rows), count: rows.length },
    changes: rows.map((line) => ({ ...line, body: line.body === null ? null : Buffer.from(line.body) })),
  };
}

/** The page's end: `until` when nothing is left, otherwise its last change. */
async function lastOf(
  database: Database,
  query: FeedQuery & { until: number },
  lines: Line[],
): Promise<number> {
  const lastLine = lines.at(-1)?.position;
  if (lastLine === undefined) return Math.max(query.after, query.until);
  const { rowCount } = await database.query(
    'select 1 from feed where tenant = $1 and scope = $2 and position > $3 and position <= $4 limit 1',
    [query.tenant, query.scope, lastLine, query.until],
  );
  return rowCount === 0 ? query.until : lastLine;
}
