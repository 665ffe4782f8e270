/**
 * The words of a text as they are indexed and looked for: lower case, without accents, vowel points or ligatures,
 * Chinese cut into words. Both sides go through here, so that what is typed meets what was written.
 */
export function plainWords(text: string): string[] {
  return (plain(text).match(WORD) ?? []).flatMap(cut);
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Vowel points, Koranic signs and the tatweel, which only stretches a line. */
const ARABIC_POINTS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/gu;
const LATIN_ACCENTS = /[\u0300-\u036f]/gu;

/** Letters that people write one for the other. */
const SAME_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/œ/gu, 'oe'],
  [/æ/gu, 'ae'],
  [/ß/gu, 'ss'],
  [/[أإآٱ]/gu, 'ا'],
  [/ى/gu, 'ي'],
  [/ة/gu, 'ه'],
];

function plain(text: string): string {
  const bare = text.normalize('NFC').toLowerCase().replaceAll(ARABIC_POINTS, '');
  const written = SAME_LETTERS.reduce((rest, [letter, same]) => rest.replaceAll(letter, same), bare);
  return written.normalize('NFD').replaceAll(LATIN_ACCENTS, '').normalize('NFC');
}

const chinese = new Intl.Segmenter('zh', { granularity: 'word' });

/** Chinese puts no space between words. */
function cut(run: string): string[] {
  if (!/\p{Script=Han}/u.test(run)) return [run];
  return Array.from(chinese.segment(run), (part) => part.segment);
}
