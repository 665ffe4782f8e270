import { z } from 'zod';
import { localizedSchema } from './localized.ts';
import { pictogramSchema } from './pictogram.ts';

/** What the kiosks say for some days: "la mairie est fermée lundi". Both days are included. */
export const announcementSchema = z.object({
  text: localizedSchema,
  pictogram: pictogramSchema.optional(),
  from: z.iso.date(),
  until: z.iso.date(),
  /** The sites that say it; all of them when empty. */
  sites: z.array(z.string().min(1).max(90)).max(200).default([]),
  /** The id of the service that it is about. */
  service: z.string().optional(),
});
