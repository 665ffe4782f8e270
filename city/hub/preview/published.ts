import { type Collection, readBody, recordingSchema, type Recording } from '../../../shared/model/index.ts';
import { PUBLIC_SCOPE, siteScope } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import type { KeyRing, TenantKeys } from '../keys/index.ts';

/** What a page reads all of; recordings are large, and read one by one. */
const READ_WHOLE: readonly Collection[] = ['tenant', 'service', 'commitment', 'form'];
const PAGE_RECORDS = 200;

export interface RecordPlace {
  scope: string;
  collection: string;
  id: string;
}

export interface PublishedRecord extends RecordPlace {
  tenant: string;
  version: number;
  body: string;
}

/** The tenant and the partners that its root lists: those that this hub serves, and the others. */
export async function followedTenants(
  ring: KeyRing,
  { tenant, keyset }: TenantKeys,
): Promise<{ tenants: string[]; elsewhere: string[] }> {
  const served = new Set(ring.tenants());
  const partners = keyset.partners.map((partner) => partner.tenant).filter((name) => name !== tenant);
  return {
    tenants: [tenant, ...partners.filter((name) => served.has(name))],
    elsewhere: partners.filter((name) => !served.has(name)),
  };
}

/** The places where the city's kiosks stand, by their names. */
export async function listSites(database: Database, tenant: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await database.query<{ id: string; name: string }>(
    `select site as id, max(site_name) as name from device
     where tenant = $1 and revoked_at is null group by site order by name, id`,
    [tenant],
  );
  return rows;
}

/** @param site whose own records are read too */
export async function readPublished(
  database: Database,
  question: { tenant: string; site: string | undefined; after: RecordPlace | undefined },
): Promise<{ records: PublishedRecord[]; next?: RecordPlace }> {
  const { tenant, site, after } = question;
  const scopes = [PUBLIC_SCOPE, ...(site === undefined ? [] : [siteScope(site)])];
  const { rows } = await database.query<PublishedRecord>(
    `select tenant, scope, collection, id, version, body from entity
     where tenant = $1 and scope = any ($2) and collection = any ($3) and not deleted
       and (scope, collection, id) > ($4, $5, $6)
     order by scope, collection, id limit $7`,
    [
      tenant,
      scopes,
      READ_WHOLE,
      after?.scope ?? '',
      after?.collection ?? '',
      after?.id ?? '',
      PAGE_RECORDS + 1,
    ],
  );
  const records = rows.slice(0, PAGE_RECORDS);
  const last = records.at(-1);
  if (rows.length <= PAGE_RECORDS || last === undefined) return { records };
  return { records, next: { scope: last.scope, collection: last.collection, id: last.id } };
}

export async function listClips(database: Database, tenant: string): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select id from entity where tenant = $1 and scope = $2 and collection = 'clip' and not deleted order by id`,
    [tenant, PUBLIC_SCOPE],
  );
  return rows.map(({ id }) => id);
}

export async function readClip(
  database: Database,
  tenant: string,
  id: string,
): Promise<Recording | undefined> {
  const { rows } = await database.query<{ body: string }>(
    `select body from entity
     where tenant = $1 and scope = $2 and collection = 'clip' and id = $3 and not deleted`,
    [tenant, PUBLIC_SCOPE, id],
  );
  const clip = rows[0] && readBody('clip', rows[0].body);
  return clip && recordingSchema.parse(clip);
}
