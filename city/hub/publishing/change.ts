import type { PublishedKey, Seen } from '../../../shared/contract/index.ts';
import { parseJson } from '../../../shared/json/index.ts';
import {
  checkRecord,
  isObject,
  type Problem,
  publishedCollection,
} from '../../../shared/publishing/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { ensureFeed } from '../feed/index.ts';
import { isAsSeen, type Key, lock, nameAndLock, OF_RECORD, settleName, stateOf, valuesOf } from './record.ts';
import { readEarlier } from './read.ts';
import { stillNaming, surroundingsOf } from './surroundings.ts';
import { writePublications, writeWithdrawal } from './write.ts';

/** A person at the console. */
export interface Agent {
  tenant: string;
  name: string;
}

export type Done = { done: true } | { done: false; problems: Problem[] };

interface Written extends PublishedKey {
  body: string;
  seen: Seen;
}

/** Keeps what a publisher has written so far, fit or not. */
export async function saveDraft(
  database: Database,
  agent: Agent,
  { body, seen, ...place }: Written,
): Promise<
  Result<{ revision: string; problems: Problem[] }, 'changed-meanwhile' | 'unknown-collection' | 'not-json'>
> {
  if (publishedCollection(place.collection) === undefined) return err('unknown-collection');
  if (!isObject(parseJson(body))) return err('not-json');
  const key = { ...place, tenant: agent.tenant };
  return inTransaction(database, async (connection) => {
    await nameAndLock(connection, [{ key, body }]);
    if (!isAsSeen(await stateOf(connection, key), seen)) {
      await settleName(connection, key);
      return err('changed-meanwhile');
    }
    const { rows } = await connection.query<{ revision: string }>(
      `insert into draft (tenant, scope, collection, id, revision, body, agent)
       values ($1, $2, $3, $4, gen_random_uuid(), $5, $6)
       on conflict (tenant, scope, collection, id) do update set revision = excluded.revision,
         body = excluded.body, agent = excluded.agent, saved_at = now()
       returning revision`,
      [key.tenant, key.scope, key.collection, key.id, body, agent.name],
    );
    const problems = await check(connection, key, body);
    return ok({ revision: rows[0]?.revision ?? '', problems });
  });
}

export async function discardDraft(
  database: Database,
  agent: Agent,
  { seen, ...place }: PublishedKey & { seen: Seen },
): Promise<Result<Done, 'changed-meanwhile' | 'unknown-record'>> {
  return changing(database, agent, place, seen, async (connection, key) => {
    await dropDraft(connection, key);
    await settleName(connection, key);
    return ok({ done: true as const });
  });
}

/** Puts a record on the kiosks, if it is fit; its draft has done its work. */
export async function publish(
  database: Database,
  agent: Agent,
  { body, seen, ...place }: Written,
): Promise<Result<Done, 'changed-meanwhile' | 'unknown-collection'>> {
  if (publishedCollection(place.collection) === undefined) return err('unknown-collection');
  await ensureFeed(database, agent.tenant);
  const key = { ...place, tenant: agent.tenant };
  return inTransaction(database, async (connection) => {
    await nameAndLock(connection, [{ key, body }]);
    const wasSeen = isAsSeen(await stateOf(connection, key), seen);
    const done = wasSeen ? await publishIfFit(connection, agent, key, body) : undefined;
    if (done?.done === true) await dropDraft(connection, key);
    else await settleName(connection, key);
    return done === undefined ? err('changed-meanwhile') : ok(done);
  });
}

/** Within a transaction that holds the record. */
export async function publishIfFit(
  connection: Connection,
  agent: Agent,
  key: Key,
  body: string,
): Promise<Done> {
  const problems = await check(connection, key, body);
  if (problems.some(({ blocks }) => blocks)) return { done: false, problems };
  await writePublications(connection, { tenant: agent.tenant, agent: agent.name }, [{ key, body }]);
  await dropPlan(connection, key, 'publish');
  return { done: true };
}

/** Takes a record from the kiosks; its draft and its history stay. */
export async function withdraw(
  database: Database,
  agent: Agent,
  { seen, ...place }: PublishedKey & { seen: Seen },
): Promise<Result<Done, 'changed-meanwhile' | 'unknown-record'>> {
  return changing(database, agent, place, seen, async (connection, key) => {
    const { body } = await stateOf(connection, key);
    return body === null ? err('unknown-record') : ok(await withdrawIfFree(connection, agent, key));
  });
}

/** Within a transaction that holds the record: no other published record may lead visitors to where nothing is. */
export async function withdrawIfFree(connection: Connection, agent: Agent, key: Key): Promise<Done> {
  const problems = await stillNaming(connection, key);
  if (problems.length > 0) return { done: false, problems };
  await writeWithdrawal(connection, agent.name, key);
  await dropPlan(connection, key, 'withdraw');
  return { done: true };
}

/** Publishes an earlier version again; a withdrawal is brought back by the version before it. */
export async function undo(
  database: Database,
  agent: Agent,
  { seen, number, ...place }: PublishedKey & { seen: Seen; number: number },
): Promise<Result<Done, 'changed-meanwhile' | 'unknown-record'>> {
  const earlier = await readEarlier(database, { ...place, tenant: agent.tenant }, number);
  if (!earlier.ok || earlier.value.body === null) return err('unknown-record');
  const { body } = earlier.value;
  return changing(database, agent, place, seen, async (connection, key) =>
    ok(await publishIfFit(connection, agent, key, body)),
  );
}

/** Does something to a record that is there and as it was seen, while nobody else changes it. */
export async function changing<T, Reason extends string>(
  database: Database,
  agent: Agent,
  place: PublishedKey,
  seen: Seen,
  change: (connection: Connection, key: Key) => Promise<Result<T, Reason>>,
): Promise<Result<T, Reason | 'changed-meanwhile' | 'unknown-record'>> {
  const key = { ...place, tenant: agent.tenant };
  return inTransaction(database, async (connection) => {
    if (!(await lock(connection, key))) return err('unknown-record');
    if (!isAsSeen(await stateOf(connection, key), seen)) return err('changed-meanwhile');
    return change(connection, key);
  });
}

async function check(connection: Connection, key: Key, body: string): Promise<Problem[]> {
  const record = { ...key, body };
  return checkRecord(record, await surroundingsOf(connection, key.tenant, [record]));
}

async function dropDraft(connection: Connection, key: Key): Promise<void> {
  await connection.query(`delete from draft where ${OF_RECORD}`, valuesOf(key));
}

export async function dropPlan(connection: Connection, key: Key, act: 'publish' | 'withdraw'): Promise<void> {
  await connection.query(`delete from plan where ${OF_RECORD} and act = $5`, [...valuesOf(key), act]);
}
