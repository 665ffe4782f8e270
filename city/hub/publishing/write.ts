import type { Connection } from '../database/index.ts';
import { deleteRecord, putRecords } from '../feed/index.ts';
import { columnsOf, type Key, nameAndLock, noteWithdrawn, type Publisher, statesOf } from './record.ts';
import { versionOf } from './surroundings.ts';

export interface Publication {
  key: Key;
  body: string;
}

/**
 * Publishes records that were checked, in the caller's transaction, with their line of the history; what is published
 * letter for letter already stays as it is. Returns how many were written.
 */
export async function writePublications(
  connection: Connection,
  { agent }: Publisher,
  publications: readonly Publication[],
): Promise<number> {
  await nameAndLock(connection, publications, true);
  const states = await statesOf(
    connection,
    publications.map(({ key }) => key),
  );
  const changed = publications.filter(({ body }, at) => states[at]?.body !== body);
  if (agent !== null)
    await keepWhatWasThere(
      connection,
      changed.map(({ key }) => key),
    );
  await putRecords(connection, changed);
  for (const { key, body } of publications) {
    if (key.collection === 'form') await keepFormVersion(connection, key, body);
  }
  // What came from files has its files for a history.
  if (agent !== null) await noteInHistory(connection, agent, changed);
  return changed.length;
}

/** Takes a record back from every kiosk. `false`: it was not there. */
export async function writeWithdrawal(connection: Connection, agent: string, key: Key): Promise<boolean> {
  await keepWhatWasThere(connection, [key]);
  if ((await deleteRecord(connection, key)) === 'unchanged') return false;
  await noteWithdrawn(connection, key);
  await noteInHistory(connection, agent, [{ key, body: null }]);
  return true;
}

/** The first change by a person finds what the city's files had published, so that it can be brought back. */
async function keepWhatWasThere(connection: Connection, keys: readonly Key[]): Promise<void> {
  await connection.query(
    `insert into publication (tenant, scope, collection, id, body)
     select tenant, scope, collection, id, body from entity
     join unnest($1::text[], $2::text[], $3::text[], $4::text[]) as wanted (tenant, scope, collection, id)
       using (tenant, scope, collection, id)
     where not deleted and not exists (
       select 1 from publication earlier where earlier.tenant = entity.tenant and earlier.scope = entity.scope
         and earlier.collection = entity.collection and earlier.id = entity.id and earlier.brought_by is null)`,
    columnsOf(keys),
  );
}

async function noteInHistory(
  connection: Connection,
  agent: string,
  publications: readonly { key: Key; body: string | null }[],
): Promise<void> {
  await connection.query(
    `insert into publication (tenant, scope, collection, id, body, agent, at)
     select *, $6, clock_timestamp() from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [...columnsOf(publications.map(({ key }) => key)), publications.map(({ body }) => body), agent],
  );
}

/** A form is adjudicated by the version that the visitor saw, however old: once published it never changes. */
async function keepFormVersion(connection: Connection, { tenant, id }: Key, body: string): Promise<void> {
  await connection.query(
    `insert into form_version (tenant, form, version, body) values ($1, $2, $3, $4)
     on conflict (tenant, form, version) do nothing`,
    [tenant, id, versionOf(body), body],
  );
}
