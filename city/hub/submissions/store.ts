import { noteAttachments } from '../attachments/index.ts';
import type { Connection, Database } from '../database/index.ts';
import type { Result } from '../../../shared/result/index.ts';
import { receiveRequests, type Decision } from './adjudicate.ts';
import type { CheckedSubmission, Submission } from './check.ts';
import { keepDeadLetter, type DeadLetterReason } from './dead-letter.ts';

/** A checked submission, and what a machine makes of it. */
export interface Decided {
  submission: CheckedSubmission;
  decision: Result<Decision, DeadLetterReason>;
}

export type StoreOutcome = 'accepted' | 'duplicate' | 'conflict';

/**
 * Stores submissions of different ids with all their effects, in the caller's transaction.
 * @returns what became of each, by id
 */
export async function storeAll(
  connection: Connection,
  decided: readonly Decided[],
  today: string,
): Promise<Map<string, StoreOutcome>> {
  // "Accepted" lets a kiosk forget one day: a server set to answer before its disk does must not be believed.
  await connection.query('set local synchronous_commit = on');
  const inserted = await insertNew(connection, decided);
  const isNew = ({ submission }: Decided) => inserted.has(submission.line.id);
  const outcomes = await compareWithFirst(
    connection,
    decided.filter((each) => !isNew(each)),
  );
  const fresh = decided.filter(isNew);
  await noteNumbers(
    connection,
    fresh.map(({ submission }) => submission),
  );
  for (const { submission } of fresh) await noteNamed(connection, submission);
  await adjudicate(connection, fresh, today);
  for (const { submission } of fresh) outcomes.set(submission.line.id, 'accepted');
  return outcomes;
}

/** In one order, so that two hubs that are given the same items wait for each other one after the other. */
async function insertNew(connection: Connection, decided: readonly Decided[]): Promise<Set<string>> {
  const submissions = decided.map(({ submission }) => submission);
  const { rows } = await connection.query<{ id: string }>(
    `insert into submission (tenant, id, sha256, item, signature, device)
     select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::uuid[]) as new (tenant, id)
     order by tenant, id on conflict do nothing returning id`,
    [
      submissions.map(({ keys }) => keys.tenant),
      submissions.map(({ line }) => line.id),
      submissions.map(({ sha256 }) => sha256),
      submissions.map(({ line }) => Buffer.from(line.item, 'utf8')),
      submissions.map(({ line }) => line.signature),
      submissions.map(({ device }) => device.id),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

async function compareWithFirst(
  connection: Connection,
  decided: readonly Decided[],
): Promise<Map<string, StoreOutcome>> {
  const outcomes = new Map<string, StoreOutcome>();
  const submissions = decided.map(({ submission }) => submission);
  const firsts = await firstsOf(connection, submissions);
  for (const { line, sha256, keys } of submissions) {
    const isSame = firsts.get(line.id)?.sha256 === sha256;
    if (!isSame) await keepDeadLetter(connection, keys.tenant, 'conflict', line.item);
    outcomes.set(line.id, isSame ? 'duplicate' : 'conflict');
  }
  return outcomes;
}

/** What the hub has under an id. */
export interface First {
  sha256: string;
  signature: string;
}

/** Of all these submissions, by id. */
export async function firstsOf(
  connection: Database | Connection,
  submissions: readonly Submission[],
): Promise<Map<string, First>> {
  if (submissions.length === 0) return new Map();
  const { rows } = await connection.query<First & { id: string }>(
    `select submission.id, sha256, signature from submission
     join unnest($1::text[], $2::uuid[]) as wanted (tenant, id) using (tenant, id)`,
    [submissions.map(({ keys }) => keys.tenant), submissions.map(({ line }) => line.id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Two items under one number of one device: its key or its disk was copied. Both are kept, and people are told. */
async function noteNumbers(connection: Connection, submissions: readonly CheckedSubmission[]): Promise<void> {
  if (submissions.length === 0) return;
  const { rows } = await connection.query<{ item: string }>(
    `insert into device_number (tenant, device, incarnation, number, item)
     select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[])
       as new (tenant, device, incarnation, number, item)
     order by tenant, device, incarnation, number on conflict do nothing returning item`,
    [
      submissions.map(({ device }) => device.tenant),
      submissions.map(({ device }) => device.id),
      submissions.map(({ item }) => item.incarnation),
      submissions.map(({ item }) => item.number),
      submissions.map(({ line }) => line.id),
    ],
  );
  const noted = new Set(rows.map(({ item }) => item));
  for (const { device, line } of submissions) {
    if (noted.has(line.id)) continue;
    await connection.query(
      `insert into alarm (tenant, kind, subject) values ($1, 'forked-device', $2) on conflict do nothing`,
      [device.tenant, device.id],
    );
  }
}

function noteNamed(connection: Connection, { header, keys }: Submission): Promise<void> {
  return noteAttachments(connection, { tenant: keys.tenant, id: header.id }, header.attachments ?? []);
}

async function adjudicate(connection: Connection, decided: readonly Decided[], today: string): Promise<void> {
  const decisions = decided.flatMap(({ decision }) => (decision.ok ? [decision.value] : []));
  const inUse = new Set(await receiveRequests(connection, decisions, today));
  for (const { submission, decision } of decided) {
    const { line, keys } = submission;
    if (!decision.ok) await keepDeadLetter(connection, keys.tenant, decision.reason, line.item);
    else if (inUse.has(line.id)) await keepDeadLetter(connection, keys.tenant, 'receipt-in-use', line.item);
  }
}
