import { z } from 'zod';
import { FIELD_KINDS, type Field, PROBLEMS, type Problem } from '../../publishing/index.ts';
import { LARGEST_BODY_BYTES } from '../../sync/index.ts';
import { call } from './call.ts';

const wordsSchema = z.object({ fr: z.string(), en: z.string() });
const optionSchema = z.object({ value: z.string(), label: wordsSchema.optional() });

/** What an editor is made of: the hub tells it, so that a collection that is added needs no other page. */
const fieldSchema: z.ZodType<Field> = z.lazy(() =>
  z.object({
    name: z.string(),
    kind: z.enum(FIELD_KINDS),
    label: wordsSchema,
    help: wordsSchema.optional(),
    required: z.boolean(),
    most: z.number().optional(),
    among: z.array(optionSchema).optional(),
    collection: z.string().optional(),
    fields: z.array(fieldSchema).optional(),
    of: fieldSchema.optional(),
    by: z.string().optional(),
    options: z.array(optionSchema.extend({ fields: z.array(fieldSchema) })).optional(),
  }),
);

const collectionSchema = z.object({
  name: z.string(),
  label: wordsSchema,
  /** The field that lists show. */
  named: z.string().optional(),
  isSingle: z.boolean(),
  records: z.number().int().nonnegative(),
  fields: z.array(fieldSchema),
});

export type CollectionDescription = z.infer<typeof collectionSchema>;

const problemSchema: z.ZodType<Problem> = z.object({
  path: z.string(),
  problem: z.enum(PROBLEMS),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  blocks: z.boolean(),
});

/** Where people of a city may publish: to everybody, or to those who come to one site. */
const publishedScopeSchema = z
  .string()
  .max(100)
  .regex(/^(public|site:[A-Za-z0-9-]+)$/);

const keySchema = z.object({
  collection: z.string().min(1).max(60),
  id: z.string().min(1).max(120),
  scope: publishedScopeSchema,
});

export type PublishedKey = z.infer<typeof keySchema>;

const bodySchema = z.string().max(LARGEST_BODY_BYTES);

/**
 * What a publisher had before their eyes: nobody overwrites what they have not seen. `version` is the published one's,
 * `revision` the draft's; null for what there was none of.
 */
const seenSchema = z.object({ version: z.number().int().nullable(), revision: z.uuid().nullable() });

export type Seen = z.infer<typeof seenSchema>;

const recordRowSchema = z.object({
  id: z.string(),
  scope: z.string(),
  name: z.string(),
  isPublished: z.boolean(),
  hasDraft: z.boolean(),
  publishAt: z.date().nullable(),
  withdrawAt: z.date().nullable(),
});

export type RecordRow = z.infer<typeof recordRowSchema>;

const versionSchema = z.object({
  /** By which it is asked for; rising. */
  number: z.number().int(),
  /** Null for what came from the city's files. */
  agent: z.string().nullable(),
  at: z.date().nullable(),
  /** Whether it took the record from the kiosks. */
  isWithdrawal: z.boolean(),
  /** Whether it is told by another city's export, and by whom it was brought here. */
  broughtBy: z.string().nullable(),
});

export type RecordVersion = z.infer<typeof versionSchema>;

const recordSchema = keySchema.extend({
  name: z.string(),
  published: z.object({ version: z.number().int(), body: z.string() }).nullable(),
  draft: z.object({ revision: z.uuid(), body: z.string(), agent: z.string(), savedAt: z.date() }).nullable(),
  /** The newest first, at most fifty. */
  history: z.array(versionSchema),
  schedule: z.object({
    publishAt: z.date().nullable(),
    withdrawAt: z.date().nullable(),
    /** Why what was due could not be published; empty when all is well. */
    failed: z.array(problemSchema),
  }),
  /** What is amiss with the draft, or with what is published where there is none. */
  problems: z.array(problemSchema),
});

export type EditedRecord = z.infer<typeof recordSchema>;

/** `done: false`: nothing was changed, for these problems. */
const doneSchema = z.discriminatedUnion('done', [
  z.object({ done: z.literal(true) }),
  z.object({ done: z.literal(false), problems: z.array(problemSchema) }),
]);

/** In one call, so that no call takes longer than a person waits, and no transaction holds others up. */
export const IMPORTED_AT_ONCE = 500;

const importedSchema = keySchema.extend({
  /** Null for a withdrawal of the past. */
  body: bodySchema.nullable(),
  /** What was published before, from an export: kept as history, shown nowhere. `agent` and `at` are that city's word. */
  past: z.object({ agent: z.string().max(120).nullable(), at: z.date().nullable() }).optional(),
});

export type ImportedRecord = z.infer<typeof importedSchema>;

const PUBLISHER = ['publisher'] as const;

/** What the kiosks show, written by people of the city: drafts, checks, publication, history, files. */
export const publishCalls = {
  collections: call(
    PUBLISHER,
    z.object({
      collections: z.array(collectionSchema),
      sites: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
  /** By name, fifty at a time; `next` leads on. */
  records: call(PUBLISHER, z.object({ records: z.array(recordRowSchema), next: z.string().nullable() }), [
    'unknown-collection',
  ]).input(
    z.object({
      collection: z.string().max(60),
      search: z.string().max(200).optional(),
      after: z.string().max(1_000).optional(),
    }),
  ),
  record: call(PUBLISHER, recordSchema, ['unknown-record']).input(keySchema),
  /** The text of an earlier version; null when it was a withdrawal. */
  earlier: call(PUBLISHER, z.object({ body: z.string().nullable() }), ['unknown-record']).input(
    keySchema.extend({ number: z.number().int() }),
  ),
  check: call(PUBLISHER, z.array(problemSchema)).input(keySchema.extend({ body: bodySchema })),
  /** Keeps what is written, fit or not. `changed-meanwhile`: somebody else saved or published after what was seen. */
  save: call(PUBLISHER, z.object({ revision: z.uuid(), problems: z.array(problemSchema) }), [
    'changed-meanwhile',
    'unknown-collection',
    'not-json',
  ]).input(keySchema.extend({ body: bodySchema, seen: seenSchema })),
  discard: call(PUBLISHER, doneSchema, ['changed-meanwhile', 'unknown-record']).input(
    keySchema.extend({ seen: seenSchema }),
  ),
  publish: call(PUBLISHER, doneSchema, ['changed-meanwhile', 'unknown-collection']).input(
    keySchema.extend({ body: bodySchema, seen: seenSchema }),
  ),
  /**
   * Publishes the saved draft later, and takes the record back at another time; null takes such a plan back.
   * `no-draft`: there is nothing to publish then.
   */
  schedule: call(PUBLISHER, doneSchema, [
    'changed-meanwhile',
    'unknown-record',
    'no-draft',
    'in-the-past',
    'end-before-start',
  ]).input(
    keySchema.extend({ seen: seenSchema, publishAt: z.date().nullable(), withdrawAt: z.date().nullable() }),
  ),
  withdraw: call(PUBLISHER, doneSchema, ['changed-meanwhile', 'unknown-record']).input(
    keySchema.extend({ seen: seenSchema }),
  ),
  /** Publishes an earlier version again, as a new one. */
  undo: call(PUBLISHER, doneSchema, ['changed-meanwhile', 'unknown-record']).input(
    keySchema.extend({ number: z.number().int(), seen: seenSchema }),
  ),
  /** Keeps the good ones, and says what is amiss with each of the others, by its place in the list. */
  importRecords: call(
    PUBLISHER,
    z.object({
      kept: z.number().int(),
      refused: z.array(z.object({ at: z.number().int(), problems: z.array(problemSchema) })),
    }),
  ).input(
    z.object({
      records: z.array(importedSchema).max(IMPORTED_AT_ONCE),
      as: z.enum(['drafts', 'published']),
    }),
  ),
  /** All that people publish, with its history, as lines of a file; some at a time, `next` leads on. */
  exportRecords: call(PUBLISHER, z.object({ lines: z.array(z.string()), next: z.string().nullable() })).input(
    z.object({ after: z.string().max(1_000).optional() }),
  ),
};
