import { parseJson } from '../../../shared/json/index.ts';
import { fingerprint } from '../../../shared/sealing/index.ts';
import { submissionLineSchema, type SubmissionReply } from '../../../shared/sync/index.ts';
import { missingOf, noteAttachments } from '../attachments/index.ts';
import { inTransaction, isOutage, type Connection, type Database } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { adjudicate } from './adjudicate.ts';
import { checkLine, type CheckedSubmission } from './check.ts';
import { keepDeadLetter } from './dead-letter.ts';

export interface Reception {
  database: Database;
  ring: KeyRing;
  now: () => Date;
  /** Told of a bug that one item met; the other items go on. */
  onFailure: (error: unknown) => void;
}

/**
 * Takes in one line of a delivery. Whatever arrives is kept: as a submission, exactly once, or as a dead letter of the
 * tenant whose door it came to. The reply is given only when that is durable.
 * @throws when the database is away: nothing can be promised then
 */
export async function acceptLine(
  reception: Reception,
  tenant: string,
  text: string,
): Promise<SubmissionReply> {
  const line = submissionLineSchema.safeParse(parseJson(text));
  if (!line.success) {
    await keepDeadLetter(reception.database, tenant, 'unreadable-line', text);
    return { id: idOf(text), outcome: 'rejected', reason: 'unreadable-line' };
  }
  const { id } = line.data;
  try {
    const checked = await checkLine(reception.database, reception.ring, line.data);
    if (checked.ok) {
      const outcome = await store(reception, checked.value);
      return { id, outcome, ...(await needed(reception.database, checked.value)) };
    }
    await keepDeadLetter(reception.database, tenant, checked.reason, text);
    return { id, outcome: 'rejected', reason: checked.reason };
  } catch (error) {
    if (isOutage(error)) throw error;
    // A bug met by one item must not keep the others of its batch waiting.
    reception.onFailure(error);
    return { id, outcome: 'retry', reason: 'internal' };
  }
}

type StoreOutcome = 'accepted' | 'duplicate' | 'conflict';

/** The submission and all its effects in one transaction, so that no crash leaves one without the other. */
async function store(reception: Reception, submission: CheckedSubmission): Promise<StoreOutcome> {
  const { line, device, keys } = submission;
  const sha256 = await fingerprint(line.item);
  return inTransaction(reception.database, async (connection) => {
    // "Accepted" lets a kiosk forget one day: a server set to answer before its disk does must not be believed.
    await connection.query('set local synchronous_commit = on');
    const inserted = await connection.query(
      `insert into submission (tenant, id, sha256, item, signature, device) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [keys.tenant, line.id, sha256, Buffer.from(line.item, 'utf8'), line.signature, device.id],
    );
    if (inserted.rowCount === 0) return compareWithFirst(connection, submission, sha256);
    await noteNumber(connection, submission);
    await noteNamed(connection, submission);
    const unsolved = await adjudicate(connection, submission, reception.now());
    if (unsolved !== undefined) await keepDeadLetter(connection, keys.tenant, unsolved, line.item);
    return 'accepted';
  });
}

async function compareWithFirst(
  connection: Connection,
  submission: CheckedSubmission,
  sha256: string,
): Promise<StoreOutcome> {
  const { line, keys } = submission;
  const { rows } = await connection.query<{ sha256: string }>(
    'select sha256 from submission where tenant = $1 and id = $2',
    [keys.tenant, line.id],
  );
  if (rows[0]?.sha256 === sha256) {
    await noteNamed(connection, submission);
    return 'duplicate';
  }
  await keepDeadLetter(connection, keys.tenant, 'conflict', line.item);
  return 'conflict';
}

function noteNamed(connection: Connection, { header, keys }: CheckedSubmission): Promise<void> {
  return noteAttachments(connection, { tenant: keys.tenant, id: header.id }, header.attachments ?? []);
}

/** Nothing for an item without attachments: most have none. */
async function needed(
  database: Database,
  { header, keys }: CheckedSubmission,
): Promise<Pick<SubmissionReply, 'needBlobs'>> {
  if (header.attachments === undefined) return {};
  return { needBlobs: await missingOf(database, { tenant: keys.tenant, id: header.id }) };
}

/** Two items under one number of one device: its key or its disk was copied. Both are kept, and people are told. */
async function noteNumber(connection: Connection, submission: CheckedSubmission): Promise<void> {
  const { line, item, device } = submission;
  const noted = await connection.query(
    `insert into device_number (tenant, device, incarnation, number, item) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [device.tenant, device.id, item.incarnation, item.number, line.id],
  );
  if (noted.rowCount === 1) return;
  await connection.query(
    `insert into alarm (tenant, kind, subject) values ($1, 'forked-device', $2) on conflict do nothing`,
    [device.tenant, device.id],
  );
}

function idOf(text: string): string {
  const line = parseJson(text);
  if (typeof line !== 'object' || line === null || !('id' in line)) return '';
  return typeof line.id === 'string' ? line.id.slice(0, 100) : '';
}
