import type { Facts } from '../../../shared/model/index.ts';
import { answerRecordId, sealAnswer, type Answer, type SealedAnswer } from '../../../shared/sealing/index.ts';
import type { Connection } from '../database/index.ts';
import { putRecords } from '../feed/index.ts';
import { sealNatively } from '../hpke.ts';

interface AnswerToSeal {
  tenant: string;
  request: string;
  receipt: Facts['receipt'];
  turn: number;
  answer: Answer;
  /** Absent when the hub answers by itself. `onBehalfOf`: an absent colleague, whose place the agent takes. */
  sentBy?: { agent: string; fingerprint: string | null; onBehalfOf: string | null };
}

/** One that its receipt alone can open. */
export interface AnswerToPublish extends AnswerToSeal {
  record: SealedAnswer;
}

/** @throws when nothing can be sealed to the receipt's key */
export async function sealForReceipt(message: AnswerToSeal): Promise<AnswerToPublish> {
  const { tenant, receipt, turn, answer } = message;
  const { lookupId, season, publicKey } = receipt;
  const sealed = await sealAnswer(publicKey, { tenant, lookupId, turn }, answer, sealNatively);
  return { ...message, record: { lookupId, turn, season, sealed } };
}

/** Publishes answers within the transaction that changes their requests' states; each is of another receipt or turn. */
export async function publishAnswers(
  connection: Connection,
  messages: readonly AnswerToPublish[],
): Promise<void> {
  if (messages.length === 0) return;
  await putRecords(
    connection,
    messages.map(({ tenant, record }) => ({
      key: { tenant, scope: 'answers', collection: 'answer', id: answerRecordId(record) },
      body: JSON.stringify(record),
    })),
  );
  await connection.query(
    `insert into sent_answer (tenant, request, turn, state, answered_on, agent, fingerprint, on_behalf_of)
     select * from unnest($1::text[], $2::uuid[], $3::integer[], $4::text[], $5::date[], $6::text[], $7::text[], $8::text[])`,
    [
      messages.map(({ tenant }) => tenant),
      messages.map(({ request }) => request),
      messages.map(({ turn }) => turn),
      messages.map(({ answer }) => answer.state),
      messages.map(({ answer }) => answer.answeredOn),
      messages.map(({ sentBy }) => sentBy?.agent ?? null),
      messages.map(({ sentBy }) => sentBy?.fingerprint ?? null),
      messages.map(({ sentBy }) => sentBy?.onBehalfOf ?? null),
    ],
  );
}
