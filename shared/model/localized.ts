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

function inEachLanguage<T extends z.ZodType>(variant: T): Record<Language, z.ZodOptional<T>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, variant.optional()])) as Record<
    Language,
    z.ZodOptional<T>
  >;
}

/**
 * A text for people, in the languages that it exists in. `original` names the language in which it was first written:
 * the one to fall back to, with a word on the page that says so. Languages that this version does not know are kept.
 */
export interface Localized extends Partial<Record<Language, Variant | undefined>> {
  /** One of `LANGUAGES` in what this version publishes; a newer city may use another. */
  original: string;
  [other: string]: unknown;
}

/** As a city may publish it. */
export const localizedSchema: z.ZodType<Localized> = z
  .looseObject({ original: languageSchema, ...inEachLanguage(variantSchema) })
  .refine((text) => text[text.original] !== undefined, 'the original wording is missing');

/** A maker that this version does not know is not known to be a person. */
const readVariantSchema = variantSchema.extend({
  by: variantSchema.shape.by.or(z.string().transform(() => 'machine' as const)),
});

/** As a kiosk reads it: whatever language it was first written in, as long as there is a wording to show (I13). */
export const readLocalizedSchema: z.ZodType<Localized> = z
  .looseObject({ original: z.string(), ...inEachLanguage(readVariantSchema) })
  .refine(
    (text) => LANGUAGES.some((language) => text[language]) || originalOf(text) !== undefined,
    'there is no wording',
  );

export interface Wording {
  text: string;
  /**
   * The language that the text is really in: it differs from the one asked for when that one is missing. Undefined for
   * one that this version does not know.
   */
  language: Language | undefined;
  by: Variant['by'];
}

/**
 * The wording to show to somebody who reads `language`; easy French falls back to French before anything else. Where
 * the original is in a language that this version does not know, the first that it knows is shown.
 */
export function wordingFor(text: Localized, language: Language): Wording {
  const near: Language[] = language === 'fr-simple' ? ['fr-simple', 'fr'] : [language];
  const original = LANGUAGES.filter((known) => known === text.original);
  for (const candidate of [...near, ...original, ...LANGUAGES]) {
    const variant = text[candidate];
    if (variant) return { text: variant.text, language: candidate, by: variant.by };
  }
  const wording = originalOf(text);
  if (!wording) throw new Error('a Localized text without any wording passed its schema');
  return { text: wording.text, language: undefined, by: wording.by };
}

/** The wording that a text was first written in, whatever the language; another when that one is not to be had. */
export function originalOf(text: Localized): Variant | undefined {
  for (const value of [text[text.original], ...Object.values(text)]) {
    const variant = readVariantSchema.safeParse(value);
    if (variant.success) return variant.data;
  }
  return undefined;
}
