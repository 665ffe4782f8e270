import type { Facts } from '../../../shared/model/index.ts';
import { answerRecordId } from '../../../shared/sealing/index.ts';
import type { Connection } from '../database/index.ts';
import { deleteRecord, putRecords } from '../feed/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { recordOf, sealForReceipt } from './publish-answer.ts';
import { readSentAnswers } from './sent.ts';

/** A request whose row the caller has locked. */
interface Resealed {
  id: string;
  service: string;
  lookupId: string;
}

/**
 * Gives a request another receipt, within the caller's transaction: all answers that kiosks still show are sealed to it, and
 * those of the old one leave every kiosk, so that whoever found the lost paper reads nothing.
 * @returns how many answers there are, and how many of them tell no more than their state and day, since nothing is kept of
 * what they said
 */
export async function resealAnswers(
  connection: Connection,
  keys: TenantKeys,
  request: Resealed,
  receipt: Facts['receipt'],
): Promise<{ answers: number; withoutWords: number }> {
  const { tenant } = keys;
  const shown = (await readSentAnswers(connection, keys, request)).filter(({ takenBack }) => !takenBack);
  const sealed = await Promise.all(
    shown.map(({ turn, state, answeredOn, reason, commission }) =>
      sealForReceipt({
        tenant,
        request: request.id,
        receipt,
        turn,
        answer: {
          state,
          answeredOn,
          ...(reason === undefined ? {} : { reason }),
          ...(commission === undefined ? {} : { commission }),
        },
      }),
    ),
  );
  await putRecords(connection, sealed.map(recordOf));
  for (const { turn } of shown) {
    const id = answerRecordId({ lookupId: request.lookupId, turn });
    await deleteRecord(connection, { tenant, scope: 'answers', collection: 'answer', id });
  }
  await connection.query(
    'update request set receipt_key = $3, lookup_id = $4, season = $5 where tenant = $1 and id = $2',
    [tenant, request.id, receipt.publicKey, receipt.lookupId, receipt.season],
  );
  const withoutWords = shown.filter(({ agent, reason }) => agent !== undefined && reason === undefined);
  return { answers: shown.length, withoutWords: withoutWords.length };
}
