import { parseJson } from '../../../shared/json/index.ts';
import {
  collectionsThatName,
  problem,
  type Problem,
  referencesOf,
  type RecordText,
  type Surroundings,
} from '../../../shared/publishing/index.ts';
import { PUBLIC_SCOPE } from '../../../shared/sync/index.ts';
import type { Connection, Database } from '../database/index.ts';
import type { Key } from './record.ts';

export interface GrowingSurroundings extends Surroundings {
  /** What comes with a batch is there for what follows in it. */
  add(record: RecordText): void;
}

/** What a batch of records is checked against, asked of the database at once. */
export async function surroundingsOf(
  database: Database | Connection,
  tenant: string,
  records: readonly RecordText[],
): Promise<GrowingSurroundings> {
  const bodies = await referredBodies(database, tenant, records);
  const forms = await formVersions(database, tenant, records);
  const sites = new Set((await sitesOf(database, tenant)).map(({ id }) => id));
  return {
    tenant,
    bodyOf: (collection, id) => bodies.get(nameOf(collection, id)),
    formVersion: (form, version) => forms.get(nameOf(form, version)),
    isSite: (site) => sites.has(site),
    add({ collection, id, body }) {
      bodies.set(nameOf(collection, id), body);
      if (collection === 'form') forms.set(nameOf(id, versionOf(body) ?? 0), body);
    },
  };
}

/** Of the places where those who read the records read also. */
async function referredBodies(
  database: Database | Connection,
  tenant: string,
  records: readonly RecordText[],
): Promise<Map<string, string>> {
  const wanted = records.flatMap(referencesOf);
  const scopes = [...new Set([PUBLIC_SCOPE, ...records.map(({ scope }) => scope)])];
  const { rows } = await database.query<{ collection: string; id: string; body: string }>(
    `select collection, id, body from entity
     join (select distinct * from unnest($3::text[], $4::text[]) as named (collection, id)) wanted
       using (collection, id)
     where tenant = $1 and scope = any($2) and not deleted`,
    [tenant, scopes, wanted.map(({ collection }) => collection), wanted.map(({ id }) => id)],
  );
  return new Map(rows.map(({ collection, id, body }) => [nameOf(collection, id), body]));
}

async function formVersions(
  database: Database | Connection,
  tenant: string,
  records: readonly RecordText[],
): Promise<Map<string, string>> {
  const forms = records.filter(({ collection }) => collection === 'form').map(({ id }) => id);
  if (forms.length === 0) return new Map();
  const { rows } = await database.query<{ form: string; version: number; body: string }>(
    'select form, version, body from form_version where tenant = $1 and form = any($2)',
    [tenant, forms],
  );
  return new Map(rows.map(({ form, version, body }) => [nameOf(form, version), body]));
}

const NAMED_AT_MOST = 5;

/** The published records that name a record, a few of them. */
export async function stillNaming(connection: Connection, key: Key): Promise<Problem[]> {
  const { rows } = await connection.query<RecordText>(
    `select collection, id, scope, body from entity
     where tenant = $1 and collection = any($2) and (scope = 'public' or scope = $3) and not deleted
       and (id = $4 or position($5 in body) > 0)`,
    [key.tenant, collectionsThatName(key.collection), key.scope, key.id, JSON.stringify(key.id)],
  );
  return rows
    .filter((record) =>
      referencesOf(record).some(({ collection, id }) => collection === key.collection && id === key.id),
    )
    .slice(0, NAMED_AT_MOST)
    .map(({ collection, id }) => problem('', 'still-named', { collection, id }));
}

/** The sites at which the tenant's kiosks stand. */
export async function sitesOf(
  database: Database | Connection,
  tenant: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await database.query<{ id: string; name: string }>(
    `select site as id, min(site_name) as name from device where tenant = $1 and revoked_at is null
     group by site order by name`,
    [tenant],
  );
  return rows;
}

export function versionOf(form: string): number | undefined {
  const version = (parseJson(form) as { version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? version : undefined;
}

function nameOf(collection: string, id: string | number): string {
  return `${collection}/${id}`;
}
