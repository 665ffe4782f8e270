import { z } from 'zod';

/** The languages that a visitor can choose, in the fixed order in which they are shown (lang-1). */
export const LANGUAGES = [
  'fr',
  'fr-simple',
  'en',
  'ar',
  'es',
  'pt-PT',
  'tr',
  'zh-Hans',
  'ta',
  'bn',
  'ur',
  'ro',
  'uk',
  'ru',
] as const;

export type Language = (typeof LANGUAGES)[number];

export const languageSchema = z.enum(LANGUAGES);

const variantSchema = z.object({
  text: z.string().min(1),
  /** Who made this wording; a machine's wording is marked on the screen until a person has approved it. */
  by: z.enum(['human', 'machine']),
  checkedAt: z.iso.date().optional(),
});

export type Variant = z.infer<typeof variantSchema>;

const variants = Object.fromEntries(
  LANGUAGES.map((language) => [language, variantSchema.optional()]),
) as Record<Language, z.ZodOptional<typeof variantSchema>>;

/**
 * A text for people, in the languages that it exists in. `original` names the language in which it was first written:
 * the one to fall back to, with a word on the page that says so. Languages that this version does not know are kept.
 */
export const localizedSchema = z
  .looseObject({ original: languageSchema, ...variants })
  .refine((text) => text[text.original] !== undefined, 'the original wording is missing');

export type Localized = z.infer<typeof localizedSchema>;

export interface Wording {
  text: string;
  /** The language that the text is really in: it differs from the one asked for when that one is missing. */
  language: Language;
  by: 'human' | 'machine';
}

/** The wording to show to somebody who reads `language`; easy French falls back to French before anything else. */
export function wordingFor(text: Localized, language: Language): Wording {
  const candidates: Language[] =
    language === 'fr-simple' ? ['fr-simple', 'fr', text.original] : [language, text.original];
  for (const candidate of candidates) {
    const variant = text[candidate];
    if (variant) return { text: variant.text, language: candidate, by: variant.by };
  }
  throw new Error('a Localized text without its original wording passed its schema');
}
