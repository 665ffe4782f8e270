import { z } from 'zod';
import {
  factsSchema,
  type ChoiceQuestion,
  type Facts,
  type Form,
  type Question,
} from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { openPartWith } from '../../../shared/sealing/index.ts';
import type { Connection } from '../database/index.ts';
import { openNatively } from '../hpke.ts';
import type { CheckedSubmission } from './check.ts';
import type { DeadLetterReason } from './dead-letter.ts';
import type { Lookups } from './lookups.ts';
import { daysAfter } from '../day.ts';
import { dueDay } from './promises.ts';
import { publishAnswers, sealForReceipt, type AnswerToPublish } from './publish-answer.ts';

/** What a record's id looks like; anything else, even what PostgreSQL cannot hold, was never published. */
const RECORD_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The receipt's own names go into records and keys: they must be what a page writes and nothing else. */
const receiptSchema = z.object({
  lookupId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  publicKey: z.string(),
  season: z.string().regex(/^\d{4}$/),
});

/** What a machine makes of a submission: a request, and the answer that it was received. */
export interface Decision {
  submission: CheckedSubmission;
  choices: Facts['choices'];
  callback: { way: string; by: string } | undefined;
  answer: AnswerToPublish;
  /** The day by which the city answers, as its form said; `infinity` when it said nothing. */
  dueOn: string;
}

/**
 * Decides what a machine may decide of a submission, and writes nothing. A reason means that people have to look at it;
 * the submission itself is safe either way.
 * @param today in the city
 */
export async function decide(
  lookups: Lookups,
  submission: CheckedSubmission,
  today: string,
): Promise<Result<Decision, DeadLetterReason>> {
  const facts = await openFacts(submission);
  if (!facts.ok) return facts;
  const { header, keys } = submission;
  const { choices, receipt } = facts.value;
  const answered = await answerReceived(submission, receipt, today);
  if (!answered.ok) return answered;
  // A form stands under the name of its service: another name would send the request to the wrong people.
  if (header.form.id !== header.service || !RECORD_ID.test(header.form.id)) return err('unknown-form');
  const form = await lookups.form(keys.tenant, header.form);
  if (form === undefined) return err('unknown-form');
  if (!choicesFit(form, choices)) return err('unfit-choices');
  const callback = callbackOf(facts.value, form, today);
  return ok({ submission, choices, callback, answer: answered.value, dueOn: dueDay(form, today) });
}

/** Where a form promises no day: who leaves a number waits beside the telephone. */
const CALL_WITHIN_DAYS = 15;

function callbackOf({ callback }: Facts, form: Form, today: string): Decision['callback'] {
  if (callback === undefined) return undefined;
  return { way: callback, by: daysAfter(today, form.answerWithinDays ?? CALL_WITHIN_DAYS) };
}

async function openFacts(submission: CheckedSubmission): Promise<Result<Facts, DeadLetterReason>> {
  const { item, header, keys } = submission;
  const key = keys.hub.find((candidate) => candidate.kid === header.hubKey);
  if (key === undefined) return err('unknown-hub-key');
  const open = (...sealed: [{ purpose: string; header: string }, string]) => openNatively(key, ...sealed);
  const opened = await openPartWith(open, 'facts', item.envelope);
  if (!opened.ok) return err('facts-cannot-open');
  const facts = factsSchema.safeParse(opened.value);
  if (!facts.success) return err('unfit-facts');
  return receiptSchema.safeParse(facts.data.receipt).success ? ok(facts.data) : err('unfit-facts');
}

/** Sealed already here: some texts of the right length are no keys, and would stop every later answer, and this delivery. */
async function answerReceived(
  { header, keys }: CheckedSubmission,
  receipt: Facts['receipt'],
  today: string,
): Promise<Result<AnswerToPublish, 'unfit-facts'>> {
  const message = {
    tenant: keys.tenant,
    request: header.id,
    receipt,
    turn: 1,
    answer: { state: 'received', answeredOn: today },
  } as const;
  try {
    return ok(await sealForReceipt(message));
  } catch {
    return err('unfit-facts');
  }
}

/** Each question that is the hub's has one of its own options for an answer, and nothing else was sent along. */
function choicesFit(form: Form, choices: Facts['choices']): boolean {
  const questions = form.questions.filter(isForHub);
  return (
    Object.keys(choices).length === questions.length &&
    questions.every((question) => question.options.some((option) => option.id === choices[question.id]))
  );
}

function isForHub(question: Question): question is ChoiceQuestion {
  return question.kind === 'choice' && question.sealedTo === 'hub';
}

/**
 * Carries decisions out: makes them requests and answers their receipts, in the order given. Lookup ids are public in the
 * feed: without their rule, somebody could send one again and write over another's answers.
 * @returns the ids of those that were not carried out, because their receipt is in use
 */
export async function receiveRequests(
  connection: Connection,
  decisions: readonly Decision[],
  today: string,
): Promise<string[]> {
  if (decisions.length === 0) return [];
  const { rows } = await connection.query<{ id: string }>(
    `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season,
       choices, site_name, callback, callback_by, received_on, due_on)
     select tenant, id, service, form, form_version, 'received', 1, receipt_key, lookup_id, season, choices, site_name,
       callback, callback_by, $1, due_on
     from unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::text[], $9::text[],
       $10::jsonb[], $11::text[], $12::date[], $13::text[], $14::date[]) with ordinality
       as new (tenant, id, service, form, form_version, receipt_key, lookup_id, season, choices, site_name, due_on,
         callback, callback_by, number)
     order by number on conflict (tenant, lookup_id) do nothing returning id`,
    [
      today,
      decisions.map(({ submission }) => submission.keys.tenant),
      decisions.map(({ submission }) => submission.header.id),
      decisions.map(({ submission }) => submission.header.service),
      decisions.map(({ submission }) => submission.header.form.id),
      decisions.map(({ submission }) => submission.header.form.version),
      decisions.map(({ answer }) => answer.receipt.publicKey),
      decisions.map(({ answer }) => answer.receipt.lookupId),
      decisions.map(({ answer }) => answer.receipt.season),
      decisions.map(({ choices }) => JSON.stringify(choices)),
      decisions.map(({ submission }) => submission.device.siteName),
      decisions.map(({ dueOn }) => dueOn),
      decisions.map(({ callback }) => callback?.way ?? null),
      decisions.map(({ callback }) => callback?.by ?? null),
    ],
  );
  const received = new Set(rows.map(({ id }) => id));
  const answers = decisions.map(({ answer }) => answer);
  await publishAnswers(
    connection,
    answers.filter(({ request }) => received.has(request)),
  );
  return answers.flatMap(({ request }) => (received.has(request) ? [] : [request]));
}
