import { z } from 'zod';
import { actStateSchema } from '../model/act.ts';
import { localizedSchema } from '../model/localized.ts';
import { reading } from '../model/reading.ts';
import { err, ok, type Result } from '../result/index.ts';
import { fromUtf8, utf8 } from './bytes.ts';
import { open, seal } from './hpke.ts';

/** What the city answers to a receipt: a state always, words and the commission's date where there are any. */
export const answerSchema = z.object({
  state: actStateSchema,
  answeredOn: z.iso.date(),
  reason: localizedSchema.optional(),
  commission: z.object({ name: localizedSchema, date: z.iso.date() }).optional(),
});

export type Answer = z.infer<typeof answerSchema>;

const readAnswerSchema = reading(answerSchema);

/** The public record of a sealed answer, in the scope `answers` of its tenant, on every kiosk. */
export const sealedAnswerSchema = z.object({
  lookupId: z.string(),
  /** 1 for the first answer to this receipt, then 2, 3… */
  turn: z.number().int().positive(),
  season: z.string(),
  sealed: z.string(),
});

export type SealedAnswer = z.infer<typeof sealedAnswerSchema>;

export function answerRecordId(answer: Pick<SealedAnswer, 'lookupId' | 'turn'>): string {
  return `${answer.lookupId}.${answer.turn}`;
}

/**
 * Seals an answer to the public half of the receipt's keys; whoever holds the code reads it, at any kiosk.
 * @param sealTo for a program that has its own way to seal
 */
export async function sealAnswer(
  publicKey: string,
  place: { tenant: string; lookupId: string; turn: number },
  answer: Answer,
  sealTo: (...sealing: Parameters<typeof seal>) => string | Promise<string> = seal,
): Promise<string> {
  return sealTo(publicKey, contextOf(place), utf8(JSON.stringify(answer)));
}

/** `cannot-open`: another receipt's answer, or a changed one; `not-an-answer`: opened, but of an unknown form. */
export async function openAnswer(
  privateKey: string,
  tenant: string,
  record: SealedAnswer,
): Promise<Result<Answer, 'cannot-open' | 'not-an-answer'>> {
  const opened = await open(privateKey, contextOf({ tenant, ...record }), record.sealed);
  if (!opened.ok) return opened;
  const answer = readAnswerSchema.safeParse(JSON.parse(fromUtf8(opened.value)));
  return answer.success ? ok(answer.data) : err('not-an-answer');
}

function contextOf(place: { tenant: string; lookupId: string; turn: number }) {
  return { purpose: 'borne/v1/answer', header: `${place.tenant} ${place.lookupId} ${place.turn}` };
}
