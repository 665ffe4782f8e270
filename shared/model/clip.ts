import { hex } from '@scure/base';
import { z } from 'zod';
import { utf8 } from '../sealing/bytes.ts';
import { type Language, languageSchema } from './localized.ts';

/** French sign language: the one that the cities of this program film. */
const SIGN_LANGUAGES = ['lsf'] as const;

export type SignLanguage = (typeof SIGN_LANGUAGES)[number];

const VOICE_TYPES = ['audio/ogg', 'audio/mpeg', 'audio/wav'] as const;
const FILM_TYPES = ['video/webm', 'video/mp4'] as const;

/**
 * What a recording may weigh: five minutes of a voice, or forty seconds of a film. A page of the feed may carry a clip
 * after almost a million signs of other records; the two together still pass over a line of 64 kbit/s in the five
 * minutes after which a kiosk gives a page up.
 */
export const MOST_CLIP_BYTES = 1_000_000;

/** Base64url without padding, as all bytes in our texts. */
const dataSchema = z
  .string()
  .min(1)
  .max(Math.ceil((MOST_CLIP_BYTES * 4) / 3))
  .regex(/^[\w-]+$/, 'is not base64url without padding');

/** A role and never a name: nobody's voice is kept under their name. */
const CLIP_SPEAKERS = ['agent', 'resident', 'actor', 'interpreter', 'machine'] as const;

export const speakerSchema = z.enum(CLIP_SPEAKERS);

/** What there is to hear or to see. */
export const recordingSchema = z.object({
  mediaType: z.enum([...VOICE_TYPES, ...FILM_TYPES]),
  data: dataSchema,
  /** Who speaks or signs. */
  by: speakerSchema,
  /** True when it only shows what a city could put here. */
  example: z.boolean().default(false),
});

export type Recording = z.infer<typeof recordingSchema>;

const clipPartsSchema = recordingSchema.extend({
  /** The exact words that are said or signed, as they stand on the screen. */
  of: z
    .string()
    .min(1)
    .max(5_000)
    .refine((text) => text === text.normalize('NFC'), 'is not in the normal form NFC'),
});

/** A person's voice for one text, or a film of it in sign language. The record's id is `clipId` of its language and text. */
export const clipSchema = z.discriminatedUnion('kind', [
  clipPartsSchema.extend({
    kind: z.literal('voice'),
    language: languageSchema,
    mediaType: z.enum(VOICE_TYPES),
  }),
  clipPartsSchema.extend({
    kind: z.literal('sign'),
    language: z.enum(SIGN_LANGUAGES),
    mediaType: z.enum(FILM_TYPES),
  }),
]);

export type Clip = z.infer<typeof clipSchema>;

const ID_BYTES = 16;

/**
 * Where the clip of a text is found: `<language>-<half of its SHA-256>`. White space is no part of a text: a screen
 * breaks its lines where it likes.
 */
export async function clipId(language: Language | SignLanguage, text: string): Promise<string> {
  const words = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  const digest = await crypto.subtle.digest('SHA-256', utf8(words));
  return `${language}-${hex.encode(new Uint8Array(digest, 0, ID_BYTES))}`;
}
