import type { Reply } from '../../../shared/contract/index.ts';
import { mayBecome, originalOf } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Answer } from '../../../shared/sealing/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { dayInTheCity } from '../day.ts';
import { authenticate, type TenantKeys } from '../keys/index.ts';
import { publishAnswers, sealForReceipt } from '../submissions/index.ts';
import { stoodInFor } from './absence.ts';
import { joinOf, lockDoubles, lockRequest, type LockedRequest } from './doubles.ts';
import type { SignedIn } from './grants.ts';
import { writeJournal } from './open.ts';

type Refusal =
  | 'unknown-request'
  | 'date-in-the-past'
  | 'answered-meanwhile'
  | 'joined'
  | 'state-not-possible'
  | 'reason-missing';

/**
 * Seals an agent's answer to the receipt, and to those of its doubles, and publishes it together with the new state; its
 * words are kept nowhere else. The same answer sent again by the same agent, as after a broken connection, is sent once,
 * whatever colleagues answered in between. `date-in-the-past`: of the commission.
 */
export async function replyToRequest(
  database: Database,
  keys: TenantKeys,
  agent: SignedIn,
  reply: Reply,
  now: Date,
): Promise<Result<{ turn: number }, Refusal>> {
  const today = dayInTheCity(now);
  if (reply.commission !== undefined && reply.commission.date < today) return err('date-in-the-past');
  if (reply.state === 'refused' && isBlank(reply)) return err('reason-missing');
  const fingerprint = fingerprintOf(keys, reply);
  return inTransaction(database, async (connection) => {
    const request = await lockRequest(connection, agent, reply.id);
    if (request === undefined) return err('unknown-request');
    const sent = await sentBefore(connection, agent, reply.id, fingerprint);
    if (sent !== undefined) return ok({ turn: sent });
    if (reply.afterTurn !== undefined && reply.afterTurn !== request.turn) return err('answered-meanwhile');
    if ((await joinOf(connection, agent.tenant, reply.id)) !== undefined) return err('joined');
    if (!mayBecome(request.state, reply.state)) return err('state-not-possible');
    const onBehalfOf = await stoodInFor(connection, agent, reply.id, today);
    const answered = [request, ...(await lockDoubles(connection, agent, reply.id))];
    await answerAll(connection, agent, answered, answerOf(reply, today), { fingerprint, onBehalfOf });
    await writeJournal(connection, agent, 'reply', reply.id, onBehalfOf);
    return ok({ turn: request.turn + 1 });
  });
}

/** Each receipt gets its own sealed copy, in its own order of answers. */
async function answerAll(
  connection: Connection,
  agent: SignedIn,
  requests: readonly LockedRequest[],
  answer: Answer,
  mark: { fingerprint: string; onBehalfOf: string | null },
): Promise<void> {
  const { tenant } = agent;
  const sentBy = { agent: agent.name, ...mark };
  await publishAnswers(
    connection,
    await Promise.all(
      requests.map(({ id, receipt, turn }) =>
        sealForReceipt({ tenant, request: id, receipt, turn: turn + 1, answer, sentBy }),
      ),
    ),
  );
  // The day of the commission is the next promise: once it is over without a word, the request is late again.
  await connection.query(
    `update request set state = $3, turn = turn + 1, due_on = coalesce($4::date, due_on)
     where tenant = $1 and id = any($2::uuid[])`,
    [tenant, requests.map(({ id }) => id), answer.state, answer.commission?.date ?? null],
  );
}

function answerOf(reply: Reply, today: string): Answer {
  const { state, reason, commission } = reply;
  return { state, answeredOn: today, reason, ...(commission === undefined ? {} : { commission }) };
}

function isBlank({ reason }: Reply): boolean {
  return (originalOf(reason)?.text ?? '').trim() === '';
}

/** Made with a key, because answers are alike and a plain hash of one could be guessed back. */
function fingerprintOf(keys: TenantKeys, reply: Reply): string {
  const [newest] = keys.hub;
  if (newest === undefined) throw new Error(`${keys.tenant} has no hub key`);
  return authenticate(newest, 'reply', JSON.stringify(reply));
}

/**
 * The turn under which the same agent sent the same: any of them, because a colleague may have answered after it. One that
 * is sent on purpose a second time has seen another answer, so that its fingerprint is another.
 */
async function sentBefore(
  connection: Connection,
  agent: SignedIn,
  request: string,
  fingerprint: string,
): Promise<number | undefined> {
  const { rows } = await connection.query<{ turn: number }>(
    `select turn from sent_answer where tenant = $1 and request = $2 and agent = $3 and fingerprint = $4`,
    [agent.tenant, request, agent.name, fingerprint],
  );
  return rows[0]?.turn;
}
