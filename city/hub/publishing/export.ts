import { exportedLine, PUBLISHED } from '../../../shared/publishing/index.ts';
import type { Database } from '../database/index.ts';

const LINES_AT_ONCE = 500;
const BYTES_AT_ONCE = 2_000_000;

/** What was published before comes first, so that whoever reads the file has the present last. */
const PARTS = ['past', 'published', 'drafts'] as const;

interface Place {
  part: (typeof PARTS)[number];
  /** The last record of the page before; by its number in the history. */
  after: [number, string, string, string];
}

const START: Place['after'] = [0, '', '', ''];

interface Row {
  number: number;
  scope: string;
  collection: string;
  id: string;
  body: string | null;
  agent: string | null;
  at: Date | null;
}

/**
 * All that a tenant's people publish, as lines that another city can import: history, what is published, drafts. A page
 * ends after some megabytes; `next` leads on, null at the end.
 */
export async function exportPage(
  database: Database,
  tenant: string,
  asked: string | undefined,
): Promise<{ lines: string[]; next: string | null }> {
  const place = placeOf(asked);
  const rows = await readRows(database, tenant, place);
  const lines = rows.map(({ scope, collection, id, body, agent, at }) =>
    exportedLine({
      collection,
      id,
      scope,
      body,
      ...(place.part === 'past' && { past: { agent, at } }),
      ...(place.part === 'drafts' && { isDraft: true }),
    }),
  );
  return { lines, next: nextPlace(place, rows) };
}

const SOURCES: Record<Place['part'], string> = {
  past: `select number, scope, collection, id, body, agent, at from publication
    where tenant = $1 and number > $2 and $3 || $4 || $5 is not null and collection = any($6) order by number limit $7`,
  published: `select 0 as number, scope, collection, id, body, null as agent, null::timestamptz as at from entity
    where tenant = $1 and $2::bigint is not null and (scope, collection, id) > ($3, $4, $5)
      and (scope = 'public' or scope like 'site:%') and collection = any($6) and not deleted
    order by scope, collection, id limit $7`,
  drafts: `select 0 as number, scope, collection, id, body, null as agent, null::timestamptz as at from draft
    where tenant = $1 and $2::bigint is not null and (scope, collection, id) > ($3, $4, $5)
      and collection = any($6)
    order by scope, collection, id limit $7`,
};

async function readRows(database: Database, tenant: string, { part, after }: Place): Promise<Row[]> {
  const { rows } = await database.query<Row>(
    `select number::bigint, scope, collection, id, body, agent, at from (
       select *, sum(coalesce(octet_length(body), 0)) over (order by number, scope, collection, id)
         - coalesce(octet_length(body), 0) as bytes_before
       from (${SOURCES[part]}) found
     ) measured where bytes_before < $8 order by number, scope, collection, id`,
    [tenant, ...after, Object.keys(PUBLISHED), LINES_AT_ONCE, BYTES_AT_ONCE],
  );
  return rows;
}

function nextPlace({ part }: Place, rows: readonly Row[]): string | null {
  const last = rows.at(-1);
  if (last) {
    const after = [last.number, last.scope, last.collection, last.id] satisfies Place['after'];
    return JSON.stringify({ part, after } satisfies Place);
  }
  const following = PARTS[PARTS.indexOf(part) + 1];
  return following === undefined ? null : JSON.stringify({ part: following, after: START } satisfies Place);
}

/** A place that no page gave is the beginning. */
function placeOf(text: string | undefined): Place {
  const start: Place = { part: 'past', after: START };
  try {
    const { part, after } = JSON.parse(text ?? '') as Place;
    const [number, ...names] = after.map(String);
    if (!PARTS.includes(part) || names.length !== 3) return start;
    return { part, after: [Number(number) || 0, names[0] ?? '', names[1] ?? '', names[2] ?? ''] };
  } catch {
    return start;
  }
}
