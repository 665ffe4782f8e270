import { z } from 'zod';
import { localizedSchema } from '../../model/index.ts';
import { call } from './call.ts';

/** Somebody who waits for a call, or for a message at the desk; nothing here comes from the sealed words. */
const callbackRowSchema = z.object({
  id: z.uuid(),
  serviceName: localizedSchema,
  site: z.string(),
  way: z.enum(['telephone', 'desk']),
  receivedOn: z.iso.date(),
  /** The last day on which the city keeps its promise. */
  promisedFor: z.iso.date(),
  late: z.boolean(),
  /** Calls that nobody took. */
  tries: z.number().int().nonnegative(),
});

export type CallbackRow = z.infer<typeof callbackRowSchema>;

const placeSchema = z.object({ promisedFor: z.iso.date(), id: z.uuid() });

/** Calling people back. */
export const callbackCalls = {
  /** Those that are promised first, first; at most 50 after the given one. `more`: there are others. */
  list: call(['agent'], z.object({ rows: z.array(callbackRowSchema), more: z.boolean() })).input(
    z.object({ after: placeSchema.optional() }),
  ),
  /** Opens the words for the number, journalled as `callback`. `no-number`: none was left, or a message is wanted. */
  number: call(['agent'], z.object({ number: z.string(), language: z.string() }), [
    'unknown-request',
    'cannot-open',
    'no-number',
  ]).input(z.object({ id: z.string() })),
  /**
   * What came of it, journalled. `changed`: the tries are not `tries` any more, or it is done: somebody else called.
   */
  note: call(['agent'], z.object({ tries: z.number().int(), done: z.boolean() }), [
    'unknown-request',
    'changed',
  ]).input(
    z.object({
      id: z.string(),
      outcome: z.enum(['no-answer', 'answered', 'desk-message']),
      tries: z.number().int().nonnegative(),
    }),
  ),
};
