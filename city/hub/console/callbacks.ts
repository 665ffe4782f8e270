import type { CallbackRow } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Database } from '../database/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { visibleServices, type SignedIn } from './grants.ts';
import { openWords, writeJournal } from './open.ts';
import { createReader, findRequest } from './requests.ts';

const PAGE_ROWS = 50;

type CallOutcome = 'no-answer' | 'answered' | 'desk-message';

type Row = Omit<CallbackRow, 'serviceName' | 'late'> & { service: string };

/** Who waits for a call, those that are promised first, first; without opening anything. */
export async function listCallbacks(
  database: Database,
  agent: SignedIn,
  after: { promisedFor: string; id: string } | undefined,
  today: string,
): Promise<{ rows: CallbackRow[]; more: boolean }> {
  const { rows } = await database.query<Row>(
    `select id, service, site_name as site, callback as way, received_on as "receivedOn",
       callback_by as "promisedFor", callback_tries as tries
     from request
     where tenant = $1 and callback is not null and callback_done_on is null and erased_on is null
       and (callback_by, id) > ($2::date, $3::uuid) and ($4::text[] is null or service = any ($4))
     order by callback_by, id limit $5`,
    [
      agent.tenant,
      after?.promisedFor ?? '-infinity',
      after?.id ?? '00000000-0000-0000-0000-000000000000',
      visibleServices(agent),
      PAGE_ROWS + 1,
    ],
  );
  const reader = createReader(database, agent.tenant);
  const page = rows.slice(0, PAGE_ROWS).map(async ({ service, ...row }) => ({
    ...row,
    serviceName: await reader.serviceName(service),
    late: row.promisedFor < today,
  }));
  return { rows: await Promise.all(page), more: rows.length > PAGE_ROWS };
}

/** The number, which is in nobody's list: opened for one call, and journalled before it is shown. */
export async function openNumber(
  database: Database,
  keys: TenantKeys,
  agent: SignedIn,
  id: string,
): Promise<Result<{ number: string; language: string }, 'unknown-request' | 'cannot-open' | 'no-number'>> {
  const row = await findRequest(database, agent, id);
  if (row === undefined) return err('unknown-request');
  await writeJournal(database, agent, 'open', id, { what: 'callback' });
  const words = await openWords(database, keys, row);
  if (!words.ok) return words;
  const { callback, language } = words.value;
  return callback?.way === 'telephone' ? ok({ number: callback.number, language }) : err('no-number');
}

/** Notes what came of a call. `changed`: somebody else noted something since `tries` was read. */
export async function noteCall(
  database: Database,
  agent: SignedIn,
  noted: { id: string; outcome: CallOutcome; tries: number },
  today: string,
): Promise<Result<{ tries: number; done: boolean }, 'unknown-request' | 'changed'>> {
  const done = noted.outcome !== 'no-answer';
  return inTransaction(database, async (connection) => {
    const { rows } = await connection.query<{ tries: number; isDone: boolean }>(
      `select callback_tries as tries, callback_done_on is not null as "isDone" from request
       where tenant = $1 and id = $2 and callback is not null and erased_on is null
         and ($3::text[] is null or service = any ($3)) for update`,
      [agent.tenant, noted.id, visibleServices(agent)],
    );
    const [request] = rows;
    if (request === undefined) return err('unknown-request');
    if (request.isDone || request.tries !== noted.tries) return err('changed');
    const tries = done ? request.tries : request.tries + 1;
    await connection.query(
      'update request set callback_tries = $3, callback_done_on = $4 where tenant = $1 and id = $2',
      [agent.tenant, noted.id, tries, done ? today : null],
    );
    await writeJournal(connection, agent, 'reply', noted.id, { what: noted.outcome });
    return ok({ tries, done });
  });
}
