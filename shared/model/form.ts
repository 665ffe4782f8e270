import { z } from 'zod';
import { thirtyTwoBytesSchema } from './bytes-name.ts';
import { localizedSchema } from './localized.ts';
import { pictogramSchema } from './pictogram.ts';

const questionId = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

/** A choice among options that the city wrote: the only kind of answer that a machine may be given as a fact. */
const choiceQuestionSchema = z.object({
  kind: z.literal('choice'),
  id: questionId,
  sealedTo: z.enum(['hub', 'service']),
  title: localizedSchema,
  help: localizedSchema.optional(),
  options: z
    .array(
      z.object({
        id: questionId,
        label: localizedSchema,
        help: localizedSchema.optional(),
        pictogram: pictogramSchema.optional(),
      }),
    )
    .min(2)
    .max(7),
});

/** Free text is for the service alone: sealed to the hub it could not pass this schema. */
const textQuestionSchema = z.object({
  kind: z.literal('text'),
  id: questionId,
  sealedTo: z.literal('service'),
  title: localizedSchema,
  help: localizedSchema.optional(),
  /** Signs as people count them (grapheme clusters). */
  maxSigns: z.number().int().positive().max(10_000),
  /** True when the text is to become public, without its writer's name, once somebody of the city has read it. */
  publishes: z.boolean().optional(),
});

export const questionSchema = z.discriminatedUnion('kind', [choiceQuestionSchema, textQuestionSchema]);

export type Question = z.infer<typeof questionSchema>;
export type ChoiceQuestion = z.infer<typeof choiceQuestionSchema>;
export type TextQuestion = z.infer<typeof textQuestionSchema>;

/**
 * What a service asks, one question a screen, and what becomes of the answers. The record's id is the service's.
 * An open form stays on the version that it began with.
 */
export const formSchema = z.object({
  version: z.number().int().positive(),
  act: z.enum(['proposal']),
  /** What becomes of it, step by step, read before writing. */
  path: z
    .array(z.object({ pictogram: pictogramSchema, text: localizedSchema }))
    .min(1)
    .max(7),
  questions: z.array(questionSchema).min(1),
  /** Days after which the city has answered at the latest; missing where it does not commit itself. */
  answerWithinDays: z.number().int().positive().max(730).optional(),
  /** Days after the last answer at which the city erases the submission. */
  retentionDays: z.number().int().positive(),
  /** True when the wording or the choices are examples that no source gives. */
  example: z.boolean().default(false),
});

export type Form = z.infer<typeof formSchema>;

/** What the hub reads of a submission: choices, and the public half of the receipt's keys. Never words. */
export const factsSchema = z.object({
  receipt: z.object({
    lookupId: z.string().max(64),
    publicKey: z.string().max(64),
    season: z.string().max(16),
  }),
  choices: z.record(questionId, questionId),
});

export type Facts = z.infer<typeof factsSchema>;

/** What only the service reads. `language` is the one on the screen, in which an answer is best written. */
export const wordsSchema = z.object({
  language: z.string().max(20),
  texts: z.record(questionId, z.string().max(60_000)),
  choices: z.record(questionId, questionId),
  /** How to open what is attached: whoever opens the words opens it, and nobody else. */
  attachments: z
    .array(
      z.object({
        question: questionId,
        sha256: thirtyTwoBytesSchema,
        key: thirtyTwoBytesSchema,
        mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/),
      }),
    )
    .optional(),
});

export type Words = z.infer<typeof wordsSchema>;
