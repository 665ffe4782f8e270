import { z } from 'zod';
import { localizedSchema } from '../../model/index.ts';
import { call } from './call.ts';

/** Something that only the person who wrote the request knows; a bare text where no known form words it. */
const factSchema = z.object({
  id: z.string(),
  question: z.union([localizedSchema, z.string()]),
  answer: z.union([localizedSchema, z.string()]),
});

export type ReceiptFact = z.infer<typeof factSchema>;

const requestSchema = z.object({ id: z.string() });

/** A new receipt for a paper that was lost. */
export const receiptCalls = {
  /** What the agent may ask the person to be sure that it is them. Opens the words, which is journalled as `receipt`. */
  ask: call(['agent'], z.array(factSchema), ['unknown-request', 'cannot-open']).input(requestSchema),
  /**
   * A new code, for this one look; the old one opens nothing any more once kiosks have synced. `withoutWords`: answers of
   * which the new receipt tells the state and the day only. `ask-first`: this agent has asked nothing in the last hour;
   * `too-many-receipts`: three in a day.
   */
  make: call(
    ['agent'],
    z.object({ code: z.string(), answers: z.number().int(), withoutWords: z.number().int() }),
    ['unknown-request', 'ask-first', 'too-many-receipts'],
  ).input(requestSchema),
};
