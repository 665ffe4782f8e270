import { z } from 'zod';
import {
  factsSchema,
  formSchema,
  type ChoiceQuestion,
  type Facts,
  type Form,
  type Question,
} from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { openPart, seal } from '../../../shared/sealing/index.ts';
import type { Connection } from '../database/index.ts';
import { dayInTheCity } from '../day.ts';
import type { CheckedSubmission } from './check.ts';
import type { DeadLetterReason } from './dead-letter.ts';
import { publishAnswer } from './publish-answer.ts';

/** What a record's id looks like; anything else, even what PostgreSQL cannot hold, was never published. */
const RECORD_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The receipt's own names go into records and keys: they must be what a page writes and nothing else. */
const receiptSchema = z.object({
  lookupId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  publicKey: z.string().refine(canBeSealedTo, 'not a key'),
  season: z.string().regex(/^\d{4}$/),
});

/**
 * Does what a machine may decide of a submission: makes it a request and answers the receipt that it was received. A
 * reason means that people have to look at it; the submission itself is safe either way.
 */
export async function adjudicate(
  connection: Connection,
  submission: CheckedSubmission,
  now: Date,
): Promise<DeadLetterReason | undefined> {
  const facts = await openFacts(submission);
  if (!facts.ok) return facts.reason;
  const { header, keys } = submission;
  // A form stands under the name of its service: another name would send the request to the wrong people.
  if (header.form.id !== header.service || !RECORD_ID.test(header.form.id)) return 'unknown-form';
  const form = await publishedForm(connection, keys.tenant, header.form);
  if (form === undefined) return 'unknown-form';
  if (!choicesFit(form, facts.value.choices)) return 'unfit-choices';
  return receiveRequest(connection, submission, facts.value, now);
}

async function openFacts(submission: CheckedSubmission): Promise<Result<Facts, DeadLetterReason>> {
  const { item, header, keys } = submission;
  const key = keys.hub.find((candidate) => candidate.kid === header.hubKey);
  if (key === undefined) return err('unknown-hub-key');
  const opened = await openPart('facts', item.envelope, key.privateKey);
  if (!opened.ok) return err('facts-cannot-open');
  const facts = factsSchema.safeParse(opened.value);
  if (!facts.success) return err('unfit-facts');
  const receipt = await receiptSchema.safeParseAsync(facts.data.receipt);
  return receipt.success ? ok(facts.data) : err('unfit-facts');
}

/** The form as it was when the visitor filled it: an old one is as good as today's. */
async function publishedForm(
  connection: Connection,
  tenant: string,
  form: { id: string; version: number },
): Promise<Form | undefined> {
  const { rows } = await connection.query<{ body: string }>(
    `select body from form_version where tenant = $1 and form = $2 and version = $3::bigint`,
    [tenant, form.id, form.version],
  );
  return rows[0] === undefined ? undefined : formSchema.parse(JSON.parse(rows[0].body));
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

async function receiveRequest(
  connection: Connection,
  submission: CheckedSubmission,
  facts: Facts,
  now: Date,
): Promise<DeadLetterReason | undefined> {
  const { header, device, keys } = submission;
  const { receipt, choices } = facts;
  const today = dayInTheCity(now);
  const inserted = await connection.query(
    `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season,
       choices, site_name, received_on)
     values ($1, $2, $3, $4, $5, 'received', 1, $6, $7, $8, $9, $10, $11)
     on conflict (tenant, lookup_id) do nothing`,
    [
      keys.tenant,
      header.id,
      header.service,
      header.form.id,
      header.form.version,
      receipt.publicKey,
      receipt.lookupId,
      receipt.season,
      JSON.stringify(choices),
      device.siteName,
      today,
    ],
  );
  // Lookup ids are public in the feed: without this, somebody could send one again and write over another's answers.
  if (inserted.rowCount === 0) return 'receipt-in-use';
  await publishAnswer(connection, {
    tenant: keys.tenant,
    request: header.id,
    receipt,
    turn: 1,
    answer: { state: 'received', answeredOn: today },
  });
  return undefined;
}

/** Tried, because some texts of the right length are no keys: they would stop every later answer, and this delivery. */
async function canBeSealedTo(publicKey: string): Promise<boolean> {
  try {
    await seal(publicKey, { purpose: 'borne/v1/trial', header: '' }, new Uint8Array());
    return true;
  } catch {
    return false;
  }
}
