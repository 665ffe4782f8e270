import { z } from 'zod';
import { call, lineSchema } from './call.ts';

const journalRowSchema = z.object({
  /** Tells the rows of a page apart. */
  id: z.string(),
  at: z.date(),
  /** Null for what was done on the server itself. */
  agent: z.string().nullable(),
  /** A word of the hub's; a page says those it knows and shows the others as they are. */
  action: z.string(),
  /** Which: a request's number, an account's name. */
  subject: z.string(),
});

export type JournalRow = z.infer<typeof journalRowSchema>;

/** Who did what, to which, when; never what was read or written. */
export const journalCalls = {
  /** The newest first, fifty at a time, from `after` on; with `agent`, of one account alone, whether it still exists or not. */
  entries: call(
    ['auditor'],
    z.object({ entries: z.array(journalRowSchema), next: z.string().optional() }),
  ).input(
    z.object({
      agent: lineSchema(100).optional(),
      after: z
        .string()
        .regex(/^\d{1,18}-[01]-\d{1,18}$/)
        .optional(),
    }),
  ),
};
