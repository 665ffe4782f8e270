import { z } from 'zod';
import { call, doneSchema } from './call.ts';

/** Signs of what an administrator notes about one. */
export const LONGEST_NOTE = 200;

/** What its clear header says, which may be made up. */
const saidHeaderSchema = z.object({
  id: z.uuid(),
  service: z.string(),
  form: z.string().optional(),
  formVersion: z.number().int().optional(),
  hubKey: z.string().optional(),
  serviceKey: z.string().optional(),
});

/**
 * What no machine could accept or understand, without any of its content: `name` is by which it is asked for again. `id`
 * and `service` are what its clear header says, when it has one, and may be made up.
 */
const deadLetterSchema = z.object({
  name: z.string(),
  reason: z.string(),
  receivedOn: z.iso.date(),
  bytes: z.number().int().nonnegative(),
  ...saidHeaderSchema.partial().shape,
  seen: z.object({ by: z.string(), on: z.iso.date(), note: z.string() }).optional(),
});

export type DeadLetterRow = z.infer<typeof deadLetterSchema>;

/** Finding out what went wrong, and with whom. */
export const deadLetterCalls = {
  /** The newest first, at most 200; with `seen`, those that somebody marked, or those that nobody did. */
  deadLetters: call(['administrator', 'auditor'], z.array(deadLetterSchema)).input(
    z.object({ seen: z.boolean().optional() }).optional(),
  ),
  /** Marks one as seen; a second note takes the place of the first. The note is the administrator's own words. */
  markDeadLetter: call(['administrator'], doneSchema, ['unknown-letter']).input(
    z.object({
      name: z.string().regex(/^[\w-]{1,64}$/),
      reason: z.string().regex(/^[a-z-]{1,64}$/),
      note: z.string().max(LONGEST_NOTE),
    }),
  ),
};
