import { setImmediate as pause } from 'node:timers/promises';
import { parseJson } from '../../../shared/json/index.ts';
import type { SubmissionReply } from '../../../shared/sync/index.ts';
import { missingOf, noteAttachments } from '../attachments/index.ts';
import { inTransaction, isOutage, type Database } from '../database/index.ts';
import { dayInTheCity } from '../day.ts';
import type { KeyRing } from '../keys/index.ts';
import { decide } from './adjudicate.ts';
import { checkOrigin, readLine, type Submission } from './check.ts';
import { keepDeadLetter, type DeadLetterReason } from './dead-letter.ts';
import { openLookups, type Lookups } from './lookups.ts';
import { firstsOf, storeAll, type Decided, type First, type StoreOutcome } from './store.ts';

export interface Reception {
  database: Database;
  ring: KeyRing;
  now: () => Date;
  /** Told of a bug that one item met; the other items go on. */
  onFailure: (error: unknown) => void;
}

/** After so many signatures and keys the hub answers others. */
const JUDGED_AT_ONCE = 10;

/**
 * Takes in the lines of a delivery. Whatever arrives is kept: as a submission, exactly once, or as a dead letter of the
 * tenant whose door it came to. The replies, in the order of the lines, are given only when that is durable.
 * @throws when the database is away: nothing can be promised then
 */
export async function acceptLines(
  reception: Reception,
  tenant: string,
  texts: readonly string[],
): Promise<SubmissionReply[]> {
  const [only = ''] = texts;
  try {
    return await acceptTogether(reception, tenant, texts);
  } catch (error) {
    if (isOutage(error)) throw error;
    if (texts.length === 1) {
      reception.onFailure(error);
      return [{ id: idOf(only), outcome: 'retry', reason: 'internal' }];
    }
  }
  // A bug met by one item must not keep the others waiting: halves are tried until it stands alone (I10).
  const middle = Math.ceil(texts.length / 2);
  const before = await acceptLines(reception, tenant, texts.slice(0, middle));
  return [...before, ...(await acceptLines(reception, tenant, texts.slice(middle)))];
}

/** All of the lines in one transaction: they share its statements, and its wait for the disk. */
async function acceptTogether(
  reception: Reception,
  tenant: string,
  texts: readonly string[],
): Promise<SubmissionReply[]> {
  const { database, now } = reception;
  const today = dayInTheCity(now());
  const judged = await judgeAll(reception, texts, today);
  const firsts = firstOfEachId(judged);
  const outcomes =
    firsts.size === 0
      ? new Map<string, StoreOutcome>()
      : await inTransaction(database, (connection) => storeAll(connection, [...firsts.values()], today));
  const replies: SubmissionReply[] = [];
  for (const { text, id, judgement } of judged) {
    if (typeof judgement === 'string') {
      await keepDeadLetter(database, tenant, judgement, text);
      replies.push({ id, outcome: 'rejected', reason: judgement });
      continue;
    }
    const outcome = outcomeOf(judgement, firsts, outcomes);
    // The same id once more in one delivery is compared with the first, which is stored by now.
    if (outcome === undefined) replies.push(...(await acceptLines(reception, tenant, [text])));
    else replies.push({ id, outcome, ...(await attachedOf(database, judgement.submission, outcome)) });
  }
  return replies;
}

function outcomeOf(
  judgement: Decided | Known,
  firsts: ReadonlyMap<string, Decided>,
  outcomes: ReadonlyMap<string, StoreOutcome>,
): StoreOutcome | undefined {
  if (!('decision' in judgement)) return 'duplicate';
  const { id } = judgement.submission.line;
  return firsts.get(id) === judgement ? outcomes.get(id) : undefined;
}

/** Nothing for an item without attachments: most have none. */
async function attachedOf(
  database: Database,
  { header, keys }: Submission,
  outcome: StoreOutcome,
): Promise<Pick<SubmissionReply, 'needBlobs'>> {
  const { id, attachments } = header;
  if (attachments === undefined) return {};
  const named = { tenant: keys.tenant, id };
  if (outcome === 'duplicate')
    await inTransaction(database, (connection) => noteAttachments(connection, named, attachments));
  return { needBlobs: await missingOf(database, named) };
}

interface Judged {
  text: string;
  id: string;
  judgement: Decided | Known | DeadLetterReason;
}

/** One that is here letter for letter. */
interface Known {
  submission: Submission;
}

/** In the order of the delivery: of two that want the same, the first has it. */
function firstOfEachId(judged: readonly Judged[]): Map<string, Decided> {
  const firsts = new Map<string, Decided>();
  for (const { id, judgement } of judged)
    if (typeof judgement !== 'string' && 'decision' in judgement && !firsts.has(id))
      firsts.set(id, judgement);
  return firsts;
}

async function judgeAll(
  { database, ring }: Reception,
  texts: readonly string[],
  today: string,
): Promise<Judged[]> {
  const lookups = openLookups(database, ring);
  const lines = await Promise.all(texts.map(async (text) => ({ text, read: await readLine(lookups, text) })));
  const submissions = lines.flatMap(({ read }) => (read.ok ? [read.value] : []));
  const known = await firstsOf(database, submissions);
  const judged: Judged[] = [];
  for (const { text, read } of lines) {
    if (judged.length % JUDGED_AT_ONCE === 0) await pause();
    if (read.ok) {
      const { id } = read.value.line;
      judged.push({ text, id, judgement: await judge(lookups, read.value, known.get(id), today) });
    } else judged.push({ text, id: idOf(text), judgement: read.reason });
  }
  return judged;
}

async function judge(
  lookups: Lookups,
  submission: Submission,
  first: First | undefined,
  today: string,
): Promise<Judged['judgement']> {
  // What is here letter for letter needs no other proof: after an outage, every kiosk may send again.
  if (first?.sha256 === submission.sha256 && first.signature === submission.line.signature)
    return { submission };
  const checked = await checkOrigin(lookups, submission);
  if (!checked.ok) return checked.reason;
  return { submission: checked.value, decision: await decide(lookups, checked.value, today) };
}

function idOf(text: string): string {
  const line = parseJson(text);
  if (typeof line !== 'object' || line === null || !('id' in line)) return '';
  return typeof line.id === 'string' ? line.id.slice(0, 100) : '';
}
