import { z } from 'zod';
import {
  addressSchema,
  originSchema,
  positionSchema,
  reachedBySchema,
  spokenLanguageSchema,
} from './address.ts';
import { localizedSchema } from './localized.ts';
import { pictogramSchema } from './pictogram.ts';

/** What helps people to come in, to hear and to see. */
const PLACE_ACCESS = [
  'step-free',
  'accessible-toilets',
  'hearing-loop',
  'sign-language',
  'guide-dogs',
  'easy-words',
  'quiet',
] as const;

export const accessNameSchema = z.enum(PLACE_ACCESS);

export const accessSchema = z.array(accessNameSchema);

/** Where people go: a counter, a hall, a centre. */
export const placeSchema = z.object({
  name: localizedSchema,
  summary: localizedSchema.optional(),
  pictogram: pictogramSchema.optional(),
  address: addressSchema.optional(),
  position: positionSchema.optional(),
  /** As OpenStreetMap writes `opening_hours`, by the clock of the place. */
  openingHours: z.string().min(1).max(500).optional(),
  /** What the rule above cannot say: "sur rendez-vous", "fermé en août". */
  hoursNote: localizedSchema.optional(),
  languages: z.array(spokenLanguageSchema).max(40).default([]),
  access: accessSchema.default([]),
  contact: reachedBySchema.optional(),
  /** The id of the organization that runs it. */
  organization: z.string().optional(),
  origin: originSchema.optional(),
  /** True when it only shows what a city could put here. */
  example: z.boolean().default(false),
});
