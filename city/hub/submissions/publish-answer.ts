import type { Facts } from '../../../shared/model/index.ts';
import { answerRecordId, sealAnswer, type Answer, type SealedAnswer } from '../../../shared/sealing/index.ts';
import type { Connection } from '../database/index.ts';
import { putRecord } from '../feed/index.ts';

export interface AnswerToPublish {
  tenant: string;
  request: string;
  receipt: Facts['receipt'];
  turn: number;
  answer: Answer;
  /** Absent when the hub answers by itself. */
  sentBy?: { agent: string; fingerprint: string };
}

/** Seals an answer to its receipt and publishes it, within the transaction that changes the request's state. */
export async function publishAnswer(connection: Connection, message: AnswerToPublish): Promise<void> {
  const { tenant, request, receipt, turn, answer, sentBy } = message;
  const record: SealedAnswer = {
    lookupId: receipt.lookupId,
    turn,
    season: receipt.season,
    sealed: await sealAnswer(receipt.publicKey, { tenant, lookupId: receipt.lookupId, turn }, answer),
  };
  await putRecord(
    connection,
    { tenant, scope: 'answers', collection: 'answer', id: answerRecordId(record) },
    JSON.stringify(record),
  );
  await connection.query(
    `insert into sent_answer (tenant, request, turn, state, answered_on, agent, fingerprint)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tenant,
      request,
      turn,
      answer.state,
      answer.answeredOn,
      sentBy?.agent ?? null,
      sentBy?.fingerprint ?? null,
    ],
  );
}
