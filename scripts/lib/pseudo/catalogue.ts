import { type Language } from '../../../shared/model/index.ts';
import { type Catalogues, pluralFormsIn } from '../words/index.ts';

/*
 * Pseudo-French: French that a program has made longer and strange, to see what a translation will do to the screens
 * before there is one. Accents show a missing font, brackets a cut end, and plain French a text that is in no catalogue.
 */

/** The languages that lend their place, their direction and their plural forms to pseudo-French. */
export const PSEUDO_LANGUAGES = ['en', 'ar'] as const satisfies Language[];

export type PseudoLanguage = (typeof PSEUDO_LANGUAGES)[number];

/**
 * How much longer than French a text becomes (lang-6). What is written from right to left is shorter than French in the
 * bundled fonts, by a fifth: there, French as it is shows enough.
 */
const GROWTH: Record<PseudoLanguage, number> = { en: 0.4, ar: 0 };

const ACCENTED: Record<string, string> = {
  a: 'å',
  c: 'ç',
  e: 'ē',
  i: 'ï',
  l: 'ľ',
  n: 'ñ',
  o: 'ö',
  r: 'ř',
  s: 'š',
  t: 'ť',
  u: 'ü',
  y: 'ÿ',
  A: 'Å',
  C: 'Ç',
  E: 'Ē',
  I: 'Ï',
  L: 'Ľ',
  N: 'Ñ',
  O: 'Ö',
  R: 'Ř',
  S: 'Š',
  T: 'Ť',
  U: 'Ü',
};

const RIGHT_TO_LEFT_ISOLATE = '\u2067';
const END_OF_ISOLATE = '\u2069';

/** Every text of French, in the plural forms of the language whose place it takes. */
export function pseudoCatalogue({ french }: Catalogues, language: PseudoLanguage): Record<string, string> {
  const texts = Object.entries(french).flatMap(([key, { text }]) => {
    const [, base, form] = /^(.*)_(one|many|other)$/.exec(key) ?? [];
    const said = pseudoText(text, language);
    if (base === undefined) return [[key, said]];
    return form === 'other' ? pluralFormsIn(language).map((each) => [`${base}_${each}`, said]) : [];
  });
  return { '@by': 'machine', ...(Object.fromEntries(texts) as Record<string, string>) };
}

/** @param language for Arabic, what runs from right to left is said to run so, as its own letters would be */
export function pseudoText(text: string, language: PseudoLanguage): string {
  const longer = text.replaceAll(/\{\{\w+\}\}|\p{L}+/gu, (part) =>
    part.startsWith('{') ? part : lengthen(part, GROWTH[language]),
  );
  const bracketed = `[${longer}]`;
  return language === 'ar' ? `${RIGHT_TO_LEFT_ISOLATE}${bracketed}${END_OF_ISOLATE}` : bracketed;
}

/** A word in its accents, grown by its vowels and, where these do not suffice, by its last letter. */
function lengthen(word: string, growth: number): string {
  let missing = Math.round(word.length * growth);
  const said = [...word.normalize('NFD')]
    .filter((sign) => /\p{L}/u.test(sign))
    .map((letter) => {
      const accented = ACCENTED[letter] ?? letter;
      if (missing === 0 || !/[aeiouy]/i.test(letter)) return accented;
      missing -= 1;
      return accented + accented.toLowerCase();
    });
  return said.join('') + (said.at(-1) ?? '').slice(-1).toLowerCase().repeat(missing);
}
