import type { Reply } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Answer } from '../../../shared/sealing/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { dayInTheCity } from '../day.ts';
import { authenticate, type TenantKeys } from '../keys/index.ts';
import { publishAnswers, sealCopy, sealForReceipt } from '../submissions/index.ts';
import { visibleServices, type SignedIn } from './grants.ts';
import { writeJournal } from './open.ts';

interface LockedRequest {
  service: string;
  turn: number;
  receipt_key: string;
  lookup_id: string;
  season: string;
}

/**
 * Seals an agent's answer to the receipt and publishes it, together with the request's new state; its words are kept
 * nowhere but in a copy that is sealed to the service. The same answer sent twice in a row by the same agent, as after a broken connection, is sent once.
 * `date-in-the-past`: of the commission.
 */
export async function replyToRequest(
  database: Database,
  keys: TenantKeys,
  agent: SignedIn,
  reply: Reply,
  now: Date,
): Promise<Result<{ turn: number }, 'unknown-request' | 'date-in-the-past'>> {
  const today = dayInTheCity(now);
  if (reply.commission !== undefined && reply.commission.date < today) return err('date-in-the-past');
  const fingerprint = fingerprintOf(keys, reply);
  return inTransaction(database, async (connection) => {
    const request = await lockRequest(connection, agent, reply.id);
    if (request === undefined) return err('unknown-request');
    if (await isLastAnswer(connection, agent, reply.id, request.turn, fingerprint)) {
      return ok({ turn: request.turn });
    }
    const turn = request.turn + 1;
    const receipt = {
      publicKey: request.receipt_key,
      lookupId: request.lookup_id,
      season: request.season,
    };
    const answer = answerOf(reply, today);
    const copy = sealCopy(keys, { service: request.service, request: reply.id, turn }, answer);
    const sealed = await sealForReceipt({
      tenant: agent.tenant,
      request: reply.id,
      receipt,
      turn,
      answer,
      sentBy: { agent: agent.name, fingerprint, ...(copy === undefined ? {} : { copy }) },
    });
    await publishAnswers(connection, [sealed]);
    await connection.query('update request set state = $3, turn = $4 where tenant = $1 and id = $2', [
      agent.tenant,
      reply.id,
      reply.state,
      turn,
    ]);
    await writeJournal(connection, agent, 'reply', reply.id);
    return ok({ turn });
  });
}

function answerOf(reply: Reply, today: string): Answer {
  const { state, reason, commission } = reply;
  return { state, answeredOn: today, reason, ...(commission === undefined ? {} : { commission }) };
}

/** Made with a key, because answers are alike and a plain hash of one could be guessed back. */
function fingerprintOf(keys: TenantKeys, reply: Reply): string {
  const [newest] = keys.hub;
  if (newest === undefined) throw new Error(`${keys.tenant} has no hub key`);
  return authenticate(newest, 'reply', JSON.stringify(reply));
}

async function lockRequest(
  connection: Connection,
  agent: SignedIn,
  id: string,
): Promise<LockedRequest | undefined> {
  const { rows } = await connection.query<LockedRequest>(
    `select service, turn, receipt_key, lookup_id, season from request
     where tenant = $1 and id = $2 and erased_on is null and ($3::text[] is null or service = any ($3)) for update`,
    [agent.tenant, id, visibleServices(agent)],
  );
  return rows[0];
}

async function isLastAnswer(
  connection: Connection,
  agent: SignedIn,
  request: string,
  turn: number,
  fingerprint: string,
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `select 1 from sent_answer
     where tenant = $1 and request = $2 and turn = $3 and agent = $4 and fingerprint = $5`,
    [agent.tenant, request, turn, agent.name, fingerprint],
  );
  return rowCount === 1;
}
