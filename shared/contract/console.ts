import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  actStateSchema,
  formSchema,
  localizedSchema,
  tenantIdSchema,
  thirtyTwoBytesSchema,
  wordsSchema,
} from '../model/index.ts';
import { resultSchema } from '../result/index.ts';

const agentSchema = z.object({ tenant: tenantIdSchema, tenantName: z.string(), name: z.string() });

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
});

export type OpenedRequest = z.infer<typeof openedRequestSchema>;

/** A kiosk as the hub last heard it. */
export const kioskRowSchema = z.object({
  id: z.uuid(),
  siteName: z.string(),
  revoked: z.boolean(),
  /** When it last proved itself; null before its first time. */
  seenAt: z.date().nullable(),
  /** How far its clock was ahead of the hub's then; negative when behind, null when it did not tell. */
  clockAheadMilliseconds: z.number().nullable(),
});

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

const notSignedIn = ['not-signed-in'] as const;

export const consoleContract = {
  signIn: oc
    .input(z.object({ tenant: tenantIdSchema, name: z.string().max(100), password: z.string().max(200) }))
    .output(resultSchema(agentSchema, ['wrong-name-or-password', 'too-many-tries'])),
  signOut: oc.output(z.undefined()),
  me: oc.output(resultSchema(agentSchema, notSignedIn)),
  inbox: oc.output(resultSchema(z.array(inboxRowSchema), notSignedIn)),
  kiosks: oc.output(resultSchema(z.array(kioskRowSchema), notSignedIn)),
  /** The newest first, at most 200: for people to find out what went wrong, and with whom. */
  deadLetters: oc.output(resultSchema(z.array(deadLetterSchema), notSignedIn)),
  /** Opening is journalled: who, which, when; never what. */
  open: oc
    .input(z.object({ id: z.string() }))
    .output(resultSchema(openedRequestSchema, [...notSignedIn, 'unknown-request', 'cannot-open'])),
  /**
   * What is attached to a request, opened; journalled as the words are. `not-here`: the kiosk has not brought all of it
   * yet. Its type is the sender's word: a page must not show it as one of its own.
   */
  attachment: oc
    .input(z.object({ id: z.string(), sha256: thirtyTwoBytesSchema }))
    .output(
      resultSchema(z.instanceof(Blob), [
        ...notSignedIn,
        'unknown-request',
        'unknown-attachment',
        'not-here',
        'cannot-open',
      ]),
    ),
  reply: oc
    .input(replySchema)
    .output(
      resultSchema(z.object({ turn: z.number() }), [...notSignedIn, 'unknown-request', 'date-in-the-past']),
    ),
};
