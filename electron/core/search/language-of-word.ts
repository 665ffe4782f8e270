/** The languages that are written in Latin letters. */
const LATIN = new Set(['fr', 'fr-simple', 'en', 'es', 'pt-PT', 'tr', 'ro']);

const OTHER_LETTERS: readonly (readonly [RegExp, readonly [string, ...string[]]])[] = [
  [/\p{Script=Arabic}/u, ['ar', 'ur']],
  [/\p{Script=Cyrillic}/u, ['ru', 'uk']],
  [/\p{Script=Tamil}/u, ['ta']],
  [/\p{Script=Bengali}/u, ['bn']],
  [/\p{Script=Han}/u, ['zh-Hans']],
];

/**
 * The language whose rules fit a word: the page's own where it is written in such letters; otherwise the likeliest here,
 * so that a French word typed on a Tamil page is French.
 */
export function languageOfWord(word: string, ofPage: string): string {
  const languages = OTHER_LETTERS.find(([letters]) => letters.test(word))?.[1];
  if (languages) return languages.includes(ofPage) ? ofPage : languages[0];
  return LATIN.has(ofPage) ? ofPage : 'fr';
}
