import type { ImportedRecord } from '../../../shared/contract/index.ts';
import { checkRecord, orderOf, problem, type Problem } from '../../../shared/publishing/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { ensureFeed } from '../feed/index.ts';
import { type Agent } from './change.ts';
import { columnsOf, type Key, nameAndLock, statesOf } from './record.ts';
import { surroundingsOf } from './surroundings.ts';
import { type Publication, writePublications } from './write.ts';

export interface Imported {
  kept: number;
  /** By the place in the list that was given. */
  refused: { at: number; problems: Problem[] }[];
}

interface Numbered {
  at: number;
  key: Key;
  record: ImportedRecord;
}

/** Keeps those that are fit, in one transaction, and says of each other what is amiss. The same again changes nothing. */
export async function importRecords(
  database: Database,
  agent: Agent,
  { records, as }: { records: readonly ImportedRecord[]; as: 'drafts' | 'published' },
): Promise<Imported> {
  const { tenant } = agent;
  const numbered = records.map((record, at): Numbered => {
    const { collection, id, scope } = record;
    return { at, record, key: { tenant, collection, id, scope } };
  });
  const past = numbered.filter(({ record }) => record.past !== undefined);
  const present = lastOfEach(numbered.filter(({ record }) => record.past === undefined));
  await ensureFeed(database, tenant);
  return inTransaction(database, async (connection) => {
    const { fit, refused } = await sorted(connection, tenant, present, as);
    if (as === 'published')
      await writePublications(connection, { tenant, agent: agent.name }, fit.map(publicationOf));
    else refused.push(...(await writeDrafts(connection, agent, fit)));
    await bringPast(connection, agent, past);
    refused.sort((one, other) => one.at - other.at);
    return { kept: records.length - refused.length, refused };
  });
}

function publicationOf({ key, record }: Numbered): Publication {
  return { key, body: record.body ?? '' };
}

/** Of two lines about one record, the later one says how it is. */
function lastOfEach(numbered: readonly Numbered[]): Numbered[] {
  const last = new Map(numbered.map((each) => [columnsOf([each.key]).join('\n'), each]));
  return [...last.values()];
}

/** Those that others refer to come first. */
async function sorted(
  connection: Connection,
  tenant: string,
  records: readonly Numbered[],
  as: 'drafts' | 'published',
): Promise<{ fit: Numbered[]; refused: Imported['refused'] }> {
  const texts = records.map(({ key, record }) => ({ ...key, body: record.body ?? '' }));
  const around = await surroundingsOf(connection, tenant, texts);
  const fit: Numbered[] = [];
  const refused: Imported['refused'] = [];
  const inOrder = [...records].sort(
    (one, other) => orderOf(one.key.collection) - orderOf(other.key.collection),
  );
  for (const each of inOrder) {
    const text = { ...each.key, body: each.record.body ?? '' };
    const problems = (await checkRecord(text, around)).filter(({ blocks }) => blocks);
    // A draft may name what is a draft itself.
    const fatal = as === 'drafts' ? problems.filter((found) => found.problem !== 'unknown-record') : problems;
    if (fatal.length > 0) refused.push({ at: each.at, problems: fatal });
    else {
      fit.push(each);
      around.add(text);
    }
  }
  return { fit, refused };
}

/** What somebody is writing is not overwritten by a file. */
async function writeDrafts(
  connection: Connection,
  agent: Agent,
  records: readonly Numbered[],
): Promise<Imported['refused']> {
  const publications = records.map(publicationOf);
  await nameAndLock(connection, publications);
  const states = await statesOf(
    connection,
    publications.map(({ key }) => key),
  );
  const isTaken = (at: number, body: string) => states[at]?.revision !== null && states[at]?.draft !== body;
  const wanted = publications.filter(
    ({ body }, at) => states[at]?.revision === null && states[at]?.body !== body,
  );
  await connection.query(
    `insert into draft (tenant, scope, collection, id, body, revision, agent)
     select *, gen_random_uuid(), $6 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [...columnsOf(wanted.map(({ key }) => key)), wanted.map(({ body }) => body), agent.name],
  );
  return records.flatMap(({ at, record }, place) =>
    isTaken(place, record.body ?? '') ? [{ at, problems: [problem('', 'draft-exists')] }] : [],
  );
}

/** Another city's word about what it published: told as such, and told once. */
async function bringPast(connection: Connection, agent: Agent, records: readonly Numbered[]): Promise<void> {
  if (records.length === 0) return;
  await connection.query(
    `insert into publication (tenant, scope, collection, id, body, agent, at, brought_by)
     select tenant, scope, collection, id, body, agent, at, $8
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
       with ordinality as told (tenant, scope, collection, id, body, agent, at, number)
     where not exists (
       select 1 from publication known where known.tenant = told.tenant and known.scope = told.scope
         and known.collection = told.collection and known.id = told.id
         and known.body is not distinct from told.body and known.agent is not distinct from told.agent
         and known.at is not distinct from told.at)
     order by number`,
    [
      ...columnsOf(records.map(({ key }) => key)),
      records.map(({ record }) => record.body),
      records.map(({ record }) => record.past?.agent ?? null),
      records.map(({ record }) => record.past?.at ?? null),
      agent.name,
    ],
  );
}
