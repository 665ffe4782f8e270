import { dayInTheCity } from '../day.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { startChore, type Repeating } from '../repeating.ts';

/**
 * Days after the decision, where the form says nothing or cannot be read any more: as long as its answers stand on the
 * kiosks, so that somebody who asks about an answer that they can still read finds somebody who can look.
 */
const RETENTION_DAYS_UNSAID = 365;

/** States in which somebody still waits for the city: nothing of it is erased, however long that lasts. */
const UNDECIDED = ['recorded', 'received', 'in-progress', 'waiting-list'] as const;

const AT_ONCE = 100;
const EVERY_MS = 3_600_000;

/** The days that each version of a form promises. */
const PROMISES = `select tenant, form, version as form_version, (body::jsonb ->> 'retentionDays')::integer as retention,
  (body::jsonb ->> 'answerWithinDays')::integer as answer from form_version`;

/** Read once for all requests: forms are long, and requests many. */
export const WITH_PROMISES = `with promise as materialized (${PROMISES})`;

const RETENTION_DAYS = `coalesce(promise.retention, ${RETENTION_DAYS_UNSAID})`;

const LAST_ANSWER = `(select max(answered_on) from sent_answer
  where sent_answer.tenant = request.tenant and sent_answer.request = request.id)`;

/** Whether a request, joined with its `promise`, waits longer than its form promised. @param today SQL */
export function lateCondition(today: string): string {
  const undecided = UNDECIDED.map((state) => `'${state}'`).join(', ');
  return `request.state in (${undecided}) and received_on + least(${RETENTION_DAYS}, promise.answer) < ${today}`;
}

interface SubmissionName {
  tenant: string;
  id: string;
}

/**
 * Erases what is kept longer than its form promises, on `today` (`2026-01-31`): so many days after the last answer to a
 * request that is decided. The database's own calendar has to agree, as for answers.
 * @returns how many
 */
export async function eraseDue(database: Database, today: string): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await inTransaction(database, async (connection) => {
      const due = await lockDue(connection, today);
      await eraseSubmissions(connection, due, today);
      return due.length;
    });
    erased += count;
    if (count < AT_ONCE) return erased;
  }
}

async function lockDue(connection: Connection, today: string): Promise<SubmissionName[]> {
  const { rows } = await connection.query<SubmissionName>(
    `${WITH_PROMISES}
     select request.tenant, request.id from request left join promise using (tenant, form, form_version)
     where request.erased_on is null and request.state <> all ($2::text[])
       and ${LAST_ANSWER} + ${RETENTION_DAYS} < least($1::date, current_date)
     order by request.tenant, request.id limit $3 for update of request skip locked`,
    [today, UNDECIDED, AT_ONCE],
  );
  return rows;
}

/**
 * Leaves of these submissions that they were, by which device, and what the journal says. The id and the SHA-256 stay, so
 * that a kiosk that sends one again is told that it is known, and may erase it too.
 */
export async function eraseSubmissions(
  connection: Connection,
  submissions: readonly SubmissionName[],
  today: string,
): Promise<void> {
  if (submissions.length === 0) return;
  const names = [submissions.map(({ tenant }) => tenant), submissions.map(({ id }) => id)];
  for (const statement of ERASING) await connection.query(statement, names);
  for (const table of ['submission', 'request'])
    await connection.query(
      `update ${table} set ${table === 'submission' ? "item = ''" : "choices = '{}', callback = null"}, erased_on = $3
       from ${NAMED} where ${table}.tenant = named.tenant and ${table}.id = named.id`,
      [...names, today],
    );
}

const NAMED = 'unnest($1::text[], $2::uuid[]) as named (tenant, id)';

/** In this order: what refers to something goes before it. An attachment that another submission names stays. */
const ERASING = [
  `with gone as (
     delete from submission_attachment using ${NAMED}
     where submission_attachment.tenant = named.tenant and submission = named.id
     returning submission_attachment.tenant, submission, sha256, bytes
   ), unnamed as (
     select distinct tenant, sha256, bytes from gone
     where not exists (
       select 1 from submission_attachment other
       where other.tenant = gone.tenant and other.sha256 = gone.sha256 and other.bytes = gone.bytes
         and not exists (select 1 from gone too where too.tenant = other.tenant and too.submission = other.submission))
   )
   delete from attachment_piece using unnamed
   where attachment_piece.tenant = unnamed.tenant and attachment_piece.sha256 = unnamed.sha256
     and attachment_piece.bytes = unnamed.bytes`,
  `delete from attachment where tenant = any($1::text[]) and cardinality($2::uuid[]) > 0
   and not exists (select 1 from submission_attachment named where named.tenant = attachment.tenant
     and named.sha256 = attachment.sha256 and named.bytes = attachment.bytes)
   and not exists (select 1 from attachment_piece piece where piece.tenant = attachment.tenant
     and piece.sha256 = attachment.sha256 and piece.bytes = attachment.bytes)`,
  // What was refused at first under the same id, as after an hour with a wrong key, is the same letter once more.
  `delete from dead_letter using ${NAMED}
   where dead_letter.tenant = named.tenant and position(convert_to(named.id::text, 'UTF8') in content) > 0`,
  `update sent_answer set fingerprint = null, copy = null, copy_key = null
   from ${NAMED} where sent_answer.tenant = named.tenant and request = named.id`,
  `delete from upkeep.item_key using ${NAMED} where item_key.tenant = named.tenant and submission = named.id`,
];

/** What people are told of a request: that the city is late with it, or until when it is kept. */
export async function readKeeping(
  database: Database,
  tenant: string,
  id: string,
  today: string,
): Promise<{ late?: true; keptUntil?: string }> {
  const { rows } = await database.query<{ undecided: boolean; late: boolean; keptUntil: string | null }>(
    `with promise as not materialized (${PROMISES})
     select request.state = any ($4::text[]) as undecided, ${lateCondition('$3::date')} as late,
       ${LAST_ANSWER} + ${RETENTION_DAYS} as "keptUntil"
     from request left join promise using (tenant, form, form_version) where request.tenant = $1 and request.id = $2`,
    [tenant, id, today, UNDECIDED],
  );
  const [row] = rows;
  if (row?.undecided !== false) return row?.late === true ? { late: true } : {};
  return row.keptUntil === null ? {} : { keptUntil: row.keptUntil };
}

/** Looks each hour; several hubs share the work. */
export function startErasing(
  database: Database,
  now: () => Date,
  onFailure: (error: unknown) => void,
): Repeating {
  return startChore(EVERY_MS, () => eraseDue(database, dayInTheCity(now())), onFailure);
}
