import { z } from 'zod';
import { originSchema, reachedBySchema, spokenLanguageSchema } from './address.ts';
import { localizedSchema } from './localized.ts';
import { themeSchema } from './taxonomy.ts';

/** An association, a service of the city, a partner: who does something for people. */
export const organizationSchema = z.object({
  name: localizedSchema,
  /** What people come to it for. */
  purpose: localizedSchema,
  theme: themeSchema.optional(),
  languages: z.array(spokenLanguageSchema).max(40).default([]),
  contact: reachedBySchema.optional(),
  /** The id of the place where it is found. */
  place: z.string().optional(),
  /** SIRET, for who compares registers. */
  siret: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
  origin: originSchema.optional(),
  example: z.boolean().default(false),
});
