import { z } from 'zod';
import {
  actStateSchema,
  DECISIONS,
  formSchema,
  localizedSchema,
  thirtyTwoBytesSchema,
  wordsSchema,
} from '../../model/index.ts';
import { call } from './call.ts';

/** Whose a request is; `awayUntil`: the last day of their absence. */
export const assignedSchema = z.object({ to: z.string(), awayUntil: z.iso.date().optional() });

/** What the inbox shows without opening anything: nothing here comes from the sealed words. */
export const inboxRowSchema = z.object({
  id: z.string(),
  service: z.string(),
  serviceName: localizedSchema,
  state: actStateSchema,
  receivedOn: z.iso.date(),
  /** The day by which the city said that it would answer; absent where it did not commit itself. */
  dueOn: z.iso.date().optional(),
  assigned: assignedSchema.optional(),
  site: z.string(),
  choices: z.array(z.object({ question: localizedSchema, answer: localizedSchema })),
  /** How many things are attached, and how many of them the kiosk has brought; absent when there are none. */
  attachments: z
    .object({ named: z.number().int().positive(), here: z.number().int().nonnegative() })
    .optional(),
});

export type InboxRow = z.infer<typeof inboxRowSchema>;

const sentAnswerSchema = z.object({
  turn: z.number().int(),
  state: actStateSchema,
  answeredOn: z.iso.date(),
  /** Absent for what the hub answered by itself. */
  agent: z.string().optional(),
  /** Whose place that agent took. */
  onBehalfOf: z.string().optional(),
});

export const openedRequestSchema = inboxRowSchema.extend({
  /** Without the keys of what is attached. */
  words: wordsSchema,
  attached: z
    .array(
      z.object({
        question: z.string(),
        sha256: thirtyTwoBytesSchema,
        mediaType: z.string(),
        isHere: z.boolean(),
      }),
    )
    .optional(),
  form: formSchema.optional(),
  answers: z.array(sentAnswerSchema),
  /** The request that this is the double of: whoever answers that one answers both. */
  joinedTo: z.string().optional(),
  /** Its own doubles; `answered`: they had an answer of this one, so that nothing can be undone. */
  doubles: z.array(z.object({ id: z.string(), receivedOn: z.iso.date(), answered: z.boolean() })).optional(),
});

export type OpenedRequest = z.infer<typeof openedRequestSchema>;

/** An answer's text, in French and, where the agent can, in the visitor's language. */
export const replySchema = z.object({
  id: z.string(),
  state: z.enum(DECISIONS),
  reason: localizedSchema,
  commission: z.object({ name: localizedSchema, date: z.iso.date() }).optional(),
  /** The last answer that the agent has seen. Without it, whatever was answered meanwhile does not count. */
  afterTurn: z.number().int().nonnegative().optional(),
});

export type Reply = z.infer<typeof replySchema>;

const AGENT = ['agent'] as const;

/** Reading and answering what visitors sent. */
export const requestCalls = {
  /** Opening is journalled: who, which, when; never what. */
  open: call(AGENT, openedRequestSchema, ['unknown-request', 'cannot-open']).input(
    z.object({ id: z.string() }),
  ),
  /**
   * What is attached to a request, opened; journalled as the words are. `not-here`: the kiosk has not brought all of it
   * yet. Its type is the sender's word: a page must not show it as one of its own.
   */
  attachment: call(AGENT, z.instanceof(Blob), [
    'unknown-request',
    'unknown-attachment',
    'not-here',
    'cannot-open',
  ]).input(z.object({ id: z.string(), sha256: thirtyTwoBytesSchema })),
  /**
   * Also answers the request's doubles. `answered-meanwhile`: there is an answer after `afterTurn`; `joined`: it is a double
   * itself; `state-not-possible`: not after the state that it has; `reason-missing`: of a refusal.
   */
  reply: call(AGENT, z.object({ turn: z.number() }), [
    'unknown-request',
    'date-in-the-past',
    'answered-meanwhile',
    'joined',
    'state-not-possible',
    'reason-missing',
  ]).input(replySchema),
};
