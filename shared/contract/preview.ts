import { z } from 'zod';
import { languageSchema } from '../model/index.ts';
import { CHANNELS } from './channels.ts';
import { serviceKeySchema } from './kiosk.ts';

/* Between the visitor's page in a frame of the console, and the console: a kiosk is not part of it. */

export const TEXT_SIZES = ['small', 'medium', 'large', 'extra-large'] as const;
export const COLOUR_THEMES = ['light', 'soft', 'white-on-black', 'black-on-white'] as const;

export const appearanceSchema = z.object({
  textSize: z.enum(TEXT_SIZES),
  theme: z.enum(COLOUR_THEMES),
  /** `low` brings every control down to where somebody who sits can touch it (acc-17). */
  height: z.enum(['usual', 'low']),
  /** `none`: nothing moves on the screen, whatever the system says (acc-9). */
  motion: z.enum(['usual', 'none']),
});

export type Appearance = z.infer<typeof appearanceSchema>;

/** Where a preview opens the visit. */
const previewPlaceSchema = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('welcome') }),
  z.object({ screen: z.literal('home') }),
  z.object({ screen: z.literal('service'), service: serviceKeySchema }),
  z.object({ screen: z.literal('proposal'), service: serviceKeySchema }),
]);

export type PreviewPlace = z.infer<typeof previewPlaceSchema>;

/** Asks for the ports: the page in the frame, of the console around it. */
export const askPortsSchema = z.object({ type: z.literal(CHANNELS.askPorts) });

/** How the page is to look now; it also looks at once whether its content has changed. */
export const openingSchema = z.object({
  type: z.literal(CHANNELS.opening),
  language: languageSchema,
  appearance: appearanceSchema,
  /** Missing: it stays where it is. */
  place: previewPlaceSchema.optional(),
});

export type Opening = z.infer<typeof openingSchema>;
