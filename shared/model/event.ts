import { z } from 'zod';
import { originSchema, reachedBySchema, spokenLanguageSchema } from './address.ts';
import { localizedSchema } from './localized.ts';
import { pictogramSchema } from './pictogram.ts';

const EVENT_KINDS = [
  'meeting',
  'political-meeting',
  'atelier',
  'walk',
  'training',
  'outing',
  'fair',
  'council',
  'other',
] as const;

export const eventKindSchema = z.enum(EVENT_KINDS);

/** As OpenAgenda counts them. */
const EVENT_STATES = ['scheduled', 'rescheduled', 'moved-online', 'postponed', 'full', 'cancelled'] as const;

/** An hour of the wall clock of the event's time zone, as a poster says it. */
export const wallTimeSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/);

/** Something that people come to, once or at several times. */
export const eventSchema = z.object({
  kind: eventKindSchema,
  pictogram: pictogramSchema.optional(),
  title: localizedSchema,
  summary: localizedSchema,
  state: z.enum(EVENT_STATES).default('scheduled'),
  timings: z
    .array(z.object({ start: wallTimeSchema, end: wallTimeSchema }))
    .min(1)
    .max(800),
  timeZone: z.string().regex(/^[A-Za-z]+(\/[A-Za-z_]+)+$/),
  /** The id of a place; what is nowhere in particular says so in `where`. */
  place: z.string().optional(),
  where: localizedSchema.optional(),
  /** The id of the organization that invites. */
  organization: z.string().optional(),
  /** Who may come, what it costs. */
  conditions: localizedSchema.optional(),
  languages: z.array(spokenLanguageSchema).max(40).default([]),
  contact: reachedBySchema.optional(),
  /** What an atelier cannot be without (see the rules of publication). */
  endsOn: z.iso.date().optional(),
  objective: localizedSchema.optional(),
  evaluation: localizedSchema.optional(),
  origin: originSchema.optional(),
  example: z.boolean().default(false),
});

export type Event = z.infer<typeof eventSchema>;
