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

/** An answer's text, in French and, where the agent can, in the visitor's language. */
export const replySchema = z.object({
  id: z.string(),
  state: z.enum(['in-progress', 'accepted', 'refused']),
  reason: localizedSchema,
  commission: z.object({ name: localizedSchema, date: z.iso.date() }).optional(),
});

export type Reply = z.infer<typeof replySchema>;

const notSignedIn = ['not-signed-in'] as const;

export const consoleContract = {
  signIn: oc
    .input(z.object({ tenant: tenantIdSchema, name: z.string().max(100), password: z.string().max(200) }))
    .output(resultSchema(agentSchema, ['wrong-name-or-password', 'too-many-tries'])),
  signOut: oc.output(z.undefined()),
  me: oc.output(resultSchema(agentSchema, notSignedIn)),
  inbox: oc.output(resultSchema(z.array(inboxRowSchema), notSignedIn)),
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
