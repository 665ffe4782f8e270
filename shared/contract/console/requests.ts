import { z } from 'zod';
import {
  actStateSchema,
  formSchema,
  localizedSchema,
  thirtyTwoBytesSchema,
  wordsSchema,
} from '../../model/index.ts';
import { call } from './call.ts';

/** What the inbox shows without opening anything: nothing here comes from the sealed words. */
export const inboxRowSchema = z.object({
  id: z.string(),
  service: z.string(),
  serviceName: localizedSchema,
  state: actStateSchema,
  receivedOn: z.iso.date(),
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
  /** What it says; absent for what the hub answered, and for answers of which nothing is kept. */
  reason: localizedSchema.optional(),
  commission: z.object({ name: localizedSchema, date: z.iso.date() }).optional(),
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
  /** Nobody has decided, and the day is past on which the form promised an answer, or on which it would be erased. */
  late: z.literal(true).optional(),
  /** The last day on which it is kept; absent until it is decided. */
  keptUntil: z.iso.date().optional(),
  answers: z.array(sentAnswerSchema),
});

export type OpenedRequest = z.infer<typeof openedRequestSchema>;

/** An answer's text, in French and, where the agent can, in the visitor's language. */
export const replySchema = z.object({
  id: z.string(),
  state: z.enum(['in-progress', 'accepted', 'refused']),
  reason: localizedSchema,
  commission: z.object({ name: localizedSchema, date: z.iso.date() }).optional(),
});

export type Reply = z.infer<typeof replySchema>;

/**
 * What no machine could accept or understand, without any of its content: `name` is by which it is asked for again. `id`
 * and `service` are what its clear header says, when it has one, and may be made up.
 */
export const deadLetterSchema = z.object({
  name: z.string(),
  reason: z.string(),
  receivedOn: z.iso.date(),
  bytes: z.number().int().nonnegative(),
  id: z.uuid().optional(),
  service: z.string().optional(),
});

export type DeadLetterRow = z.infer<typeof deadLetterSchema>;

const AGENT = ['agent'] as const;

/** Reading and answering what visitors sent. */
export const requestCalls = {
  inbox: call(AGENT, z.array(inboxRowSchema)),
  /** The newest first, at most 200: for people to find out what went wrong, and with whom. */
  deadLetters: call(['administrator', 'auditor'], z.array(deadLetterSchema)),
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
  reply: call(AGENT, z.object({ turn: z.number() }), ['unknown-request', 'date-in-the-past']).input(
    replySchema,
  ),
};
