import type { Localized } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { authenticate, type TenantKeys } from '../keys/index.ts';
import { publishAnswers, sealForReceipt, type AnswerToPublish } from '../submissions/index.ts';
import { noteKeyEvent } from './events.ts';
import { countUnanswered, noteRequestKeys, UNANSWERED } from './requests.ts';

/** Who does it, as the journal shall say. */
export interface Doer {
  tenant: string;
  name: string;
}

/** So many are answered in one transaction: each is a record on every kiosk. */
const TOLD_AT_ONCE = 200;

/** The service whose words a key opens or opened; undefined for other keys, and for those that never were. */
export function serviceOfKey(keys: TenantKeys, kid: string): string | undefined {
  const published = Object.entries(keys.keyset.services).find(([, each]) =>
    each.some((key) => key.kid === kid),
  );
  if (published !== undefined) return published[0];
  const retired = keys.keyset.retired?.find((key) => key.kid === kid && key.destroyedOn === undefined);
  return retired === undefined || retired.of === 'hub' ? undefined : retired.of.service;
}

function isHeld(keys: TenantKeys, service: string, kid: string): boolean {
  return keys.services.get(service)?.some((key) => key.kid === kid) ?? false;
}

/**
 * Declares that the key of a service is lost, and says how many requests nobody can open now. Once more is not said again.
 * `key-is-here`: this hub holds it.
 */
export async function declareLost(
  database: Database,
  keys: TenantKeys,
  doer: Doer,
  { kid, service }: { kid: string; service: string },
): Promise<Result<{ unanswered: number }, 'key-is-here'>> {
  if (isHeld(keys, service, kid)) return err('key-is-here');
  await noteRequestKeys(database, keys.tenant);
  const unanswered = await countUnanswered(database, keys.tenant, kid);
  await inTransaction(database, async (connection) => {
    const { rowCount } = await connection.query(
      `insert into lost_key (tenant, kid, service, declared_by) values ($1, $2, $3, $4) on conflict do nothing`,
      [keys.tenant, kid, service, doer.name],
    );
    if (rowCount === 1) await noteKeyEvent(connection, doer, { kid, action: 'lost', count: unanswered });
  });
  return ok({ unanswered });
}

/**
 * Answers some of those whose requests a lost key cannot open any more: each by their receipt, as any answer, and
 * journalled. `not-lost`: it was not declared lost, or this hub holds it again.
 */
export async function tellPeople(
  database: Database,
  keys: TenantKeys,
  doer: Doer,
  message: { kid: string; service: string; reason: Localized; today: string },
): Promise<Result<{ told: number; left: number }, 'not-lost'>> {
  const { kid, service } = message;
  if (isHeld(keys, service, kid) || !(await isDeclaredLost(database, keys.tenant, kid)))
    return err('not-lost');
  await noteRequestKeys(database, keys.tenant);
  return inTransaction(database, async (connection) => {
    const waiting = await lockWaiting(connection, keys.tenant, kid);
    const answers = await Promise.all(waiting.map((request) => answerFor(keys, doer, request, message)));
    await publishAnswers(connection, answers);
    await noteAnswered(connection, doer, waiting);
    if (waiting.length > 0)
      await noteKeyEvent(connection, doer, { kid, action: 'told', count: waiting.length });
    return ok({ told: waiting.length, left: await countUnanswered(connection, keys.tenant, kid) });
  });
}

async function isDeclaredLost(database: Database, tenant: string, kid: string): Promise<boolean> {
  const { rowCount } = await database.query('select 1 from lost_key where tenant = $1 and kid = $2', [
    tenant,
    kid,
  ]);
  return rowCount === 1;
}

interface Waiting {
  id: string;
  turn: number;
  publicKey: string;
  lookupId: string;
  season: string;
}

/** Another administrator who does the same waits, and finds them answered. */
async function lockWaiting(connection: Connection, tenant: string, kid: string): Promise<Waiting[]> {
  const { rows } = await connection.query<Waiting>(
    `select request.id, turn, receipt_key as "publicKey", lookup_id as "lookupId", season
     from request join request_key noted on noted.tenant = request.tenant and noted.request = request.id
     where request.tenant = $1 and noted.kid = $2 and request.state in ${UNANSWERED}
     order by request.id limit ${TOLD_AT_ONCE} for update of request`,
    [tenant, kid],
  );
  return rows;
}

function answerFor(
  keys: TenantKeys,
  doer: Doer,
  request: Waiting,
  { kid, reason, today }: { kid: string; reason: Localized; today: string },
): Promise<AnswerToPublish> {
  const [key] = keys.hub;
  if (key === undefined) throw new Error(`${keys.tenant} has no hub key`);
  const { publicKey, lookupId, season } = request;
  return sealForReceipt({
    tenant: keys.tenant,
    request: request.id,
    receipt: { publicKey, lookupId, season },
    turn: request.turn + 1,
    answer: { state: 'expired', answeredOn: today, reason },
    sentBy: {
      agent: doer.name,
      fingerprint: authenticate(key, 'reply', JSON.stringify({ kid, reason })),
      onBehalfOf: null,
    },
  });
}

async function noteAnswered(connection: Connection, doer: Doer, requests: readonly Waiting[]): Promise<void> {
  const ids = requests.map(({ id }) => id);
  await connection.query(
    `update request set state = 'expired', turn = turn + 1 where tenant = $1 and id = any ($2::uuid[])`,
    [doer.tenant, ids],
  );
  await connection.query(
    `insert into journal (tenant, agent, action, request) select $1, $2, 'reply', unnest($3::uuid[])`,
    [doer.tenant, doer.name, ids],
  );
}
