import { z } from 'zod';

/** What the page asks its worker: the keys of this code, at this tenant, in this season. */
export const keysQuestionSchema = z.object({ code: z.string(), tenant: z.string(), season: z.string() });

export type KeysQuestion = z.infer<typeof keysQuestionSchema>;

export const receiptKeysSchema = z.object({
  lookupId: z.string(),
  keyPair: z.object({ publicKey: z.string(), privateKey: z.string() }),
});
