import type { ReceiptFact } from '../../../shared/contract/index.ts';
import type { Form, Words } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Database } from '../database/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { takeTry, type TryLimit } from '../limits/index.ts';
import { makeReceipt } from '../receipt-keys.ts';
import { resealAnswers } from '../submissions/index.ts';
import { visibleServices, type SignedIn } from './grants.ts';
import { openWords, writeJournal } from './open.ts';
import { createReader, findRequest, wordChoices } from './requests.ts';

/** Somebody who asks for more is guessing, or has another trouble than a lost paper. */
const RECEIPT_LIMIT: TryLimit = { tries: 3, minutes: 24 * 60 };

/** What a person says to an agent at a desk is said within the hour. */
const ASKED_WITHIN_MINUTES = 60;

/** As much of what somebody wrote as they can be asked to repeat. */
const FACT_SIGNS = 160;

/** Opens what the person may be asked, journalled before it is shown: choices first, which are quickly compared. */
export async function askFacts(
  database: Database,
  keys: TenantKeys,
  agent: SignedIn,
  id: string,
): Promise<Result<ReceiptFact[], 'unknown-request' | 'cannot-open'>> {
  const row = await findRequest(database, agent, id);
  if (row === undefined) return err('unknown-request');
  await writeJournal(database, agent, 'open', id, { what: 'receipt' });
  const words = await openWords(database, keys, row);
  if (!words.ok) return words;
  const form = await createReader(database, agent.tenant).form(row);
  const choices = { ...row.choices, ...words.value.choices };
  return ok([...choicesAsked(form, choices), ...textsAsked(form, words.value.texts)]);
}

function choicesAsked(form: Form | undefined, choices: Words['choices']): ReceiptFact[] {
  return form === undefined ? [] : wordChoices(form, choices);
}

function textsAsked(form: Form | undefined, texts: Words['texts']): ReceiptFact[] {
  return Object.entries(texts).map(([id, text]) => ({
    id,
    question: form?.questions.find((question) => question.id === id)?.title ?? id,
    answer: text.length > FACT_SIGNS ? `${text.slice(0, FACT_SIGNS)}…` : text,
  }));
}

/**
 * Makes the new receipt of a request whose person was asked. Its code is in the answer and nowhere else. `ask-first`: this
 * agent has not asked in the last hour; `too-many-receipts`: three for this request in a day.
 */
export async function replaceReceipt(
  database: Database,
  keys: TenantKeys,
  agent: SignedIn,
  id: string,
  now: Date,
): Promise<
  Result<
    { code: string; answers: number; withoutWords: number },
    'unknown-request' | 'ask-first' | 'too-many-receipts'
  >
> {
  if ((await findRequest(database, agent, id)) === undefined) return err('unknown-request');
  if (!(await hasAsked(database, agent, id))) return err('ask-first');
  if (!(await takeTry(database, agent.tenant, { what: 'receipt', who: id }, RECEIPT_LIMIT)))
    return err('too-many-receipts');
  // Before the transaction: nobody shall wait for a lock as long as this takes.
  const { code, receipt } = await makeReceipt(agent.tenant, now);
  return inTransaction(database, async (connection) => {
    const { rows } = await connection.query<{ service: string; lookupId: string }>(
      `select service, lookup_id as "lookupId" from request
       where tenant = $1 and id = $2 and erased_on is null and ($3::text[] is null or service = any ($3)) for update`,
      [agent.tenant, id, visibleServices(agent)],
    );
    const [request] = rows;
    if (request === undefined) return err('unknown-request');
    const resealed = await resealAnswers(connection, keys, { id, ...request }, receipt);
    await writeJournal(connection, agent, 'reply', id, { what: 'new-receipt' });
    return ok({ code, ...resealed });
  });
}

async function hasAsked(database: Database, agent: SignedIn, request: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `select 1 from journal where tenant = $1 and request = $2 and agent = $3 and what = 'receipt'
       and at > now() - make_interval(mins => $4) limit 1`,
    [agent.tenant, request, agent.name, ASKED_WITHIN_MINUTES],
  );
  return rowCount === 1;
}
