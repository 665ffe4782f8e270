import type { AffectedSite } from '../../../shared/contract/index.ts';
import type { Connection, Database } from '../database/index.ts';

/** States after which nobody has to open a request any more. */
export const UNANSWERED = "('received', 'in-progress')";

/**
 * Notes to which key the words of each request are sealed, out of its clear header; only of those that came since the last
 * time. Read as a text and not as JSON: PostgreSQL has no text for every string that JSON can hold.
 */
export async function noteRequestKeys(database: Database, tenant: string): Promise<void> {
  await database.query(
    `insert into request_key (tenant, request, kid)
     select request.tenant, request.id, coalesce(
       substring(convert_from(submission.item, 'UTF8') from '\\\\"serviceKey\\\\":\\\\"([A-Za-z0-9_-]{1,60})\\\\"'), '')
     from request join submission on submission.tenant = request.tenant and submission.id = request.id
     where request.tenant = $1 and not exists (
       select from request_key noted where noted.tenant = request.tenant and noted.request = request.id)
     on conflict do nothing`,
    [tenant],
  );
}

/** How many requests each key opens, by its name, and how many of them wait for an answer. */
export async function countRequests(
  database: Database,
  tenant: string,
): Promise<Map<string, { all: number; unanswered: number }>> {
  await noteRequestKeys(database, tenant);
  const { rows } = await database.query<{ kid: string; all: number; unanswered: number }>(
    `select kid, count(*)::integer as all,
       (count(*) filter (where request.state in ${UNANSWERED}))::integer as unanswered
     from request_key noted join request on request.tenant = noted.tenant and request.id = noted.request
     where noted.tenant = $1 group by kid`,
    [tenant],
  );
  return new Map(rows.map(({ kid, all, unanswered }) => [kid, { all, unanswered }]));
}

/** How many requests sealed to one key wait for an answer. */
export async function countUnanswered(
  database: Database | Connection,
  tenant: string,
  kid: string,
): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count
     from request_key noted join request on request.tenant = noted.tenant and request.id = noted.request
     where noted.tenant = $1 and noted.kid = $2 and request.state in ${UNANSWERED}`,
    [tenant, kid],
  );
  return rows[0]?.count ?? 0;
}

const SITES = 50;

/** Where and when the unanswered requests of a key were received. */
export async function affectedSites(
  database: Database,
  tenant: string,
  kid: string,
): Promise<AffectedSite[]> {
  await noteRequestKeys(database, tenant);
  const { rows } = await database.query<AffectedSite>(
    `select site_name as site, count(*)::integer as count, min(received_on) as first, max(received_on) as last
     from request_key noted join request on request.tenant = noted.tenant and request.id = noted.request
     where noted.tenant = $1 and noted.kid = $2 and request.state in ${UNANSWERED}
     group by site_name order by count(*) desc, site_name limit ${SITES}`,
    [tenant, kid],
  );
  return rows;
}
