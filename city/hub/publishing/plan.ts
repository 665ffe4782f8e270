import type { PublishedKey, Seen } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { startChore, type Repeating } from '../repeating.ts';
import { type Agent, changing, type Done, dropPlan, publishIfFit, withdrawIfFree } from './change.ts';
import { type Key, lock, OF_RECORD, stateOf, valuesOf } from './record.ts';
import { problemsOf } from './read.ts';

export interface Schedule extends PublishedKey {
  seen: Seen;
  publishAt: Date | null;
  withdrawAt: Date | null;
}

/** Decides when the draft is published, and when the record is taken back; null takes such a plan back. */
export async function schedule(
  database: Database,
  agent: Agent,
  { seen, publishAt, withdrawAt, ...place }: Schedule,
  now: Date,
): Promise<
  Result<Done, 'changed-meanwhile' | 'unknown-record' | 'no-draft' | 'in-the-past' | 'end-before-start'>
> {
  if ([publishAt, withdrawAt].some((at) => at !== null && at <= now)) return err('in-the-past');
  if (publishAt !== null && withdrawAt !== null && withdrawAt <= publishAt) return err('end-before-start');
  const unfit =
    publishAt === null ? undefined : await unfitDraft(database, { ...place, tenant: agent.tenant });
  return changing(database, agent, place, seen, async (connection, key) => {
    const { draft, revision, body } = await stateOf(connection, key);
    if (publishAt !== null && draft === null) return err('no-draft');
    if (withdrawAt !== null && body === null && publishAt === null) return err('unknown-record');
    if (unfit) return ok(unfit);
    await writePlan(connection, agent, key, { act: 'publish', at: publishAt, body: draft, revision });
    await writePlan(connection, agent, key, { act: 'withdraw', at: withdrawAt, body: null, revision: null });
    return ok({ done: true as const });
  });
}

/** What is not fit today is not planned: nobody may be there when it is due. */
async function unfitDraft(database: Database, key: Key): Promise<Done | undefined> {
  const { draft } = await stateOf(database, key);
  const problems = draft === null ? [] : await problemsOf(database, key, draft);
  return problems.some(({ blocks }) => blocks) ? { done: false, problems } : undefined;
}

interface Plan {
  act: 'publish' | 'withdraw';
  at: Date | null;
  body: string | null;
  revision: string | null;
}

async function writePlan(connection: Connection, agent: Agent, key: Key, plan: Plan): Promise<void> {
  const { act, at, body, revision } = plan;
  await dropPlan(connection, key, act);
  if (at === null) return;
  await connection.query(
    `insert into plan (tenant, scope, collection, id, act, due_at, body, revision, agent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...valuesOf(key), act, at, body, revision, agent.name],
  );
}

const AT_ONCE = 100;

/** Does what is due by the database's clock, which all hubs share. Returns how many plans it looked at. */
export async function carryOutPlans(database: Database): Promise<number> {
  const { rows } = await database.query<Key & { act: Plan['act'] }>(
    `select tenant, scope, collection, id, act from plan where due_at <= now() and failed is null
     order by due_at limit $1`,
    [AT_ONCE],
  );
  for (const { act, ...key } of rows) {
    await inTransaction(database, (connection) => carryOut(connection, key, act));
  }
  return rows.length;
}

/** Another hub may have done it while this one waited for the record. */
async function carryOut(connection: Connection, key: Key, act: Plan['act']): Promise<void> {
  if (!(await lock(connection, key))) return;
  const { rows } = await connection.query<{ body: string | null; revision: string | null; agent: string }>(
    `select body, revision, agent from plan where ${OF_RECORD} and act = $5 and due_at <= now() and failed is null`,
    [...valuesOf(key), act],
  );
  const [plan] = rows;
  if (plan === undefined) return;
  const agent = { tenant: key.tenant, name: plan.agent };
  const done =
    act === 'publish'
      ? await publishIfFit(connection, agent, key, plan.body ?? '')
      : await withdrawIfFree(connection, agent, key);
  if (!done.done) await noteFailure(connection, key, act, done);
  else if (act === 'publish') await dropDraftOf(connection, key, plan.revision);
}

/** A draft that somebody went on with is another one. */
async function dropDraftOf(connection: Connection, key: Key, revision: string | null): Promise<void> {
  await connection.query(`delete from draft where ${OF_RECORD} and revision = $5`, [
    ...valuesOf(key),
    revision,
  ]);
}

/** It stands in the record until somebody plans again. */
async function noteFailure(
  connection: Connection,
  key: Key,
  act: Plan['act'],
  { problems }: Extract<Done, { done: false }>,
): Promise<void> {
  await connection.query(`update plan set failed = $6 where ${OF_RECORD} and act = $5`, [
    ...valuesOf(key),
    act,
    JSON.stringify(problems),
  ]);
}

const EVERY_MS = 5_000;

/** Looks every few seconds; several hubs share the work. */
export function startPlans(database: Database, onFailure: (error: unknown) => void): Repeating {
  return startChore(EVERY_MS, () => carryOutPlans(database), onFailure);
}
