import type { PublishedKey, Seen } from '../../../shared/contract/index.ts';
import { parseJson } from '../../../shared/json/index.ts';
import { nameOfRecord, publishedCollection } from '../../../shared/publishing/index.ts';
import type { Connection, Database } from '../database/index.ts';

/** A record that people of a tenant publish. */
export interface Key extends PublishedKey {
  tenant: string;
}

/** Who publishes, and where that is written. */
export interface Publisher {
  tenant: string;
  /** Null for the city's own files. */
  agent: string | null;
}

/** A record as it is just now. */
export interface State extends Seen {
  /** Of what is published. */
  body: string | null;
  /** Of the draft. */
  draft: string | null;
}

/** The columns of many keys, as `unnest` takes them. */
export function columnsOf(keys: readonly Key[]): string[][] {
  return [
    keys.map(({ tenant }) => tenant),
    keys.map(({ scope }) => scope),
    keys.map(({ collection }) => collection),
    keys.map(({ id }) => id),
  ];
}

/** The condition for one record, with its values as the first four. */
export const OF_RECORD = 'tenant = $1 and scope = $2 and collection = $3 and id = $4';

export function valuesOf({ tenant, scope, collection, id }: Key): string[] {
  return [tenant, scope, collection, id];
}

/** A name as it is looked for: without capitals and accents. */
export function folded(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

interface NamedText {
  key: Key;
  /** What the record is named after. */
  body: string;
}

/**
 * Notes the records' names, and makes publishers of the same records take turns until the end of the transaction; in one
 * order, so that nobody waits across.
 * @param arePublished they are published, or will be by the end of the transaction
 */
export async function nameAndLock(
  connection: Connection,
  records: readonly NamedText[],
  arePublished = false,
): Promise<void> {
  const names = records.map(({ key, body }) => nameOf(key, body));
  await connection.query(
    `insert into published_record (tenant, scope, collection, id, name, sought, is_published)
     select *, $7 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       as named (tenant, scope, collection, id, name, sought)
     order by tenant, scope, collection, id
     on conflict (tenant, scope, collection, id) do update set name = excluded.name, sought = excluded.sought,
       is_published = published_record.is_published or excluded.is_published`,
    [...columnsOf(records.map(({ key }) => key)), names, names.map(folded), arePublished],
  );
}

function nameOf({ collection, id }: Key, body: string): string {
  const entry = publishedCollection(collection);
  // PostgreSQL holds no text with a zero byte; a list shows one line.
  const name = entry === undefined ? id : nameOfRecord(entry, id, parseJson(body));
  return name.replaceAll('\0', '').slice(0, 300);
}

/** For the lists, in a transaction that holds the record. */
export async function noteWithdrawn(connection: Connection, key: Key): Promise<void> {
  await connection.query(
    `update published_record set is_published = false where ${OF_RECORD}`,
    valuesOf(key),
  );
}

/** The same for one record whose name stays. `false`: there is no such record. */
export async function lock(connection: Connection, key: Key): Promise<boolean> {
  const { rowCount } = await connection.query(
    `select 1 from published_record where ${OF_RECORD} for update`,
    valuesOf(key),
  );
  return rowCount !== 0;
}

/** How records are just now, in the order of their keys. */
export async function statesOf(
  database: Database | Connection,
  keys: readonly Key[],
): Promise<(State & { name: string | null })[]> {
  const { rows } = await database.query<State & { name: string | null }>(
    `select entity.version, entity.body, draft.revision, draft.body as draft, published_record.name
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality
       as wanted (tenant, scope, collection, id, number)
     left join entity on entity.tenant = wanted.tenant and entity.scope = wanted.scope
       and entity.collection = wanted.collection and entity.id = wanted.id and not entity.deleted
     left join draft on draft.tenant = wanted.tenant and draft.scope = wanted.scope
       and draft.collection = wanted.collection and draft.id = wanted.id
     left join published_record on published_record.tenant = wanted.tenant
       and published_record.scope = wanted.scope and published_record.collection = wanted.collection
       and published_record.id = wanted.id
     order by wanted.number`,
    columnsOf(keys),
  );
  return rows;
}

export async function stateOf(
  database: Database | Connection,
  key: Key,
): Promise<State & { name: string | null }> {
  const [state] = await statesOf(database, [key]);
  if (state === undefined) throw new Error('a key without a state');
  return state;
}

/** Whether somebody else changed a record after it was seen. */
export function isAsSeen(state: Seen, seen: Seen): boolean {
  return state.version === seen.version && state.revision === seen.revision;
}

/** Names a record after what is left of it; one of which nothing is left, now or in the history, is forgotten. */
export async function settleName(connection: Connection, key: Key): Promise<void> {
  const { draft, body } = await stateOf(connection, key);
  const text = draft ?? body;
  if (text !== null) return nameAndLock(connection, [{ key, body: text }]);
  const { rowCount } = await connection.query(
    `select 1 from publication where ${OF_RECORD} limit 1`,
    valuesOf(key),
  );
  if (rowCount !== 0) return;
  await connection.query(`delete from plan where ${OF_RECORD}`, valuesOf(key));
  await connection.query(`delete from published_record where ${OF_RECORD}`, valuesOf(key));
}
