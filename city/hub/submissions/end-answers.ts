import { dayInTheCity } from '../day.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { deleteRecord } from '../feed/index.ts';
import { answerRecordId } from '../../../shared/sealing/index.ts';
import { startChore, type Repeating } from '../repeating.ts';

/** What the kiosks say of answers, and no longer: every kiosk of the city carries each of them. */
const KEPT_MONTHS = 12;

/** One after the other in a transaction that holds nobody up. */
const AT_ONCE = 200;
const EVERY_MS = 3_600_000;

/**
 * Takes back the answers that are older than twelve months on `today` (`2026-01-31`), wherever they are. The database's
 * own calendar has to agree: a hub whose clock ran ahead would erase what is still awaited.
 * @returns how many
 */
export async function endOldAnswers(database: Database, today: string): Promise<number> {
  let ended = 0;
  for (;;) {
    const count = await inTransaction(database, (connection) => endSome(connection, today));
    ended += count;
    if (count < AT_ONCE) return ended;
  }
}

async function endSome(connection: Connection, today: string): Promise<number> {
  const { rows } = await connection.query<{
    tenant: string;
    request: string;
    turn: number;
    lookupId: string;
  }>(
    `select sent.tenant, sent.request, sent.turn, request.lookup_id as "lookupId"
     from sent_answer sent join request on request.tenant = sent.tenant and request.id = sent.request
     where not sent.taken_back
       and sent.answered_on < least($1::date, current_date) - make_interval(months => $2)
     order by sent.answered_on limit $3 for update of sent skip locked`,
    [today, KEPT_MONTHS, AT_ONCE],
  );
  for (const { tenant, request, turn, lookupId } of rows) {
    const id = answerRecordId({ lookupId, turn });
    await deleteRecord(connection, { tenant, scope: 'answers', collection: 'answer', id });
    await connection.query(
      'update sent_answer set taken_back = true where tenant = $1 and request = $2 and turn = $3',
      [tenant, request, turn],
    );
  }
  return rows.length;
}

/** Looks each hour; several hubs share the work. */
export function startEndingAnswers(
  database: Database,
  now: () => Date,
  onFailure: (error: unknown) => void,
): Repeating {
  return startChore(EVERY_MS, () => endOldAnswers(database, dayInTheCity(now())), onFailure);
}
