import { z } from 'zod';
import { localizedSchema } from '../../model/index.ts';
import { call } from './call.ts';

const MODERATOR = ['moderator'] as const;

/** One text of one request. */
const textKeySchema = z.object({ request: z.uuid(), question: z.string().max(80) });

const placeSchema = textKeySchema.extend({ receivedOn: z.iso.date() });

/** A text that waits; what it says is sealed. */
const waitingSchema = placeSchema.extend({
  service: z.string(),
  serviceName: localizedSchema,
  site: z.string(),
});

export type WaitingText = z.infer<typeof waitingSchema>;

const decidedSchema = textKeySchema.extend({
  service: z.string(),
  serviceName: localizedSchema,
  state: z.enum(['accepted', 'refused']),
  agent: z.string(),
  decidedAt: z.date(),
});

export type DecidedText = z.infer<typeof decidedSchema>;

const openedTextSchema = waitingSchema.extend({
  /** What was asked. */
  asked: localizedSchema,
  text: z.string(),
  /** Of the screen on which it was written. */
  language: z.string(),
});

export type OpenedText = z.infer<typeof openedTextSchema>;

/** In UTF-16 units; `end` is the first that stays. */
const partSchema = z
  .object({ start: z.number().int().nonnegative(), end: z.number().int().positive() })
  .refine(({ start, end }) => start < end, 'is empty');

/** Reading the texts that are to be shown to everybody, before they are. */
export const moderationCalls = {
  /** The oldest first, at most 50; `next` is what to ask after, when there are more. */
  waiting: call(MODERATOR, z.object({ texts: z.array(waitingSchema), next: placeSchema.optional() })).input(
    z.object({ after: placeSchema.optional() }),
  ),
  /** What was decided last, at most 50. */
  decided: call(MODERATOR, z.array(decidedSchema)),
  /** Opening is journalled, as an agent's is. `unknown-text`: there is none, or it was decided or withdrawn. */
  open: call(MODERATOR, openedTextSchema, ['unknown-text', 'cannot-open']).input(textKeySchema),
  /**
   * Shows the text to everybody, without these parts of it. `nothing-left`: they are all of it; `already-decided`: a
   * colleague was faster.
   */
  accept: call(MODERATOR, z.object({ record: z.uuid() }), [
    'unknown-text',
    'cannot-open',
    'nothing-left',
    'already-decided',
  ]).input(textKeySchema.extend({ without: z.array(partSchema).max(200) })),
  /**
   * Does not show it, and tells its writer why, as an answer to the receipt. `not-answered`: the request cannot be answered
   * any more; nothing was decided.
   */
  refuse: call(MODERATOR, z.object({}), ['unknown-text', 'already-decided', 'not-answered']).input(
    textKeySchema.extend({ reason: localizedSchema }),
  ),
};
