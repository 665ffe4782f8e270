import { z } from 'zod';
import { localizedSchema } from './localized.ts';
import { pictogramSchema } from './pictogram.ts';
import { furtherThemesSchema, themeSchema } from './taxonomy.ts';

/** The five documents that name the services, by the short names that the records use. */
export const SOURCE_DOCUMENTS = ['S0', 'S1', 'S2', 'S3', 'S4'] as const;

const lineRange = z.string().regex(/^\d+(-\d+)?(,\d+(-\d+)?)*$/);

/** One of these in what this version publishes; a newer city may name another. */
export const documentSchema: z.ZodType<string> = z.enum(SOURCE_DOCUMENTS);

/** Where a statement stands in the sources: a document and its lines. */
export const sourceSchema = z.object({ document: documentSchema, lines: lineRange });

/** A year, a month or a day: sources are rarely more precise than that. */
export const looseDateSchema = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);

export const SERVICE_STATES = ['planned', 'open', 'suspended', 'closed', 'unknown'] as const;
export const COMMITMENT_STATES = [
  'announced',
  'in-progress',
  'late',
  'delivered',
  'not-kept',
  'unknown',
] as const;

export const serviceStateSchema = z.enum(SERVICE_STATES);
export const commitmentStateSchema = z.enum(COMMITMENT_STATES);

/**
 * One thing that is known about a service. `values` holds its numbers and names in a form that a machine can compare;
 * a fact with `source: null` comes from outside the sources and is never shown as their words.
 */
export const factSchema = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  text: localizedSchema,
  values: z
    .record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]))
    .optional(),
  source: sourceSchema.nullable(),
});

export const CAPABILITIES = [
  'guide',
  'directory',
  'agenda',
  'request',
  'appointment',
  'proposal',
  'budget',
  'board',
  'booking',
  'process',
  'survey',
  'report',
  'body',
  'commitment',
  'training',
  'library',
  'dataset',
] as const;

export const capabilityNameSchema = z.enum(CAPABILITIES);

export const capabilitiesSchema = z.array(capabilityNameSchema).min(1);

export const everydayWordsSchema = z.record(z.string(), z.array(z.string().min(1)));

/** A contact that no source gives is an example and says so on the screen. */
export const contactSchema = z.object({
  place: z.string().optional(),
  hours: z.string().optional(),
  telephone: z.string().optional(),
  person: z.string().optional(),
  example: z.boolean(),
});

/** A service of a city, as data: a city adds, changes or closes one by publishing a record. */
export const serviceSchema = z.object({
  /** The row of the inventory of services that this record answers, when it comes from the five sources. */
  row: z
    .string()
    .regex(/^A\d{2,3}$/)
    .optional(),
  theme: themeSchema,
  alsoIn: furtherThemesSchema.default([]),
  pictogram: pictogramSchema,
  name: localizedSchema,
  summary: localizedSchema,
  words: everydayWordsSchema.default({}),
  status: z.object({
    state: serviceStateSchema,
    date: looseDateSchema.optional(),
    source: sourceSchema,
  }),
  sources: z.array(sourceSchema).min(1),
  facts: z.array(factSchema).default([]),
  contact: contactSchema.optional(),
  /** In the order in which the page shows them; what each one needs stands in a record of its own collection. */
  capabilities: capabilitiesSchema,
});

export type Service = z.infer<typeof serviceSchema>;
export type Fact = z.infer<typeof factSchema>;
export type Source = z.infer<typeof sourceSchema>;

/** A dated promise, with the honest word on what became of it. */
export const commitmentSchema = z.object({
  service: z.string(),
  title: localizedSchema,
  promisedFor: looseDateSchema.optional(),
  state: commitmentStateSchema,
  note: localizedSchema,
  source: sourceSchema,
});

export type Commitment = z.infer<typeof commitmentSchema>;
