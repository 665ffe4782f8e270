import chinese from 'simple-keyboard-layouts/build/layouts/chinese.js';
import words from './words.json' with { type: 'json' };
import { type Dictionary, type Word } from './suggest.ts';

/** The package's types do not know of its candidates. */
const { layoutCandidates } = chinese as unknown as { layoutCandidates: Record<string, string> };

/** Readings of common characters that the package lacks. */
const MISSING = new Map([
  ['en', '嗯'],
  ['nian', '粘'],
  ['pang', '胖'],
  ['shan', '杉'],
  ['zan', '咱'],
]);

/** Large, and needed by who writes Chinese only: imported when its keyboard opens. */
export const DICTIONARY: Dictionary = {
  characters: new Map(
    Object.entries(layoutCandidates).map(([syllable, characters]) => {
      const missing = MISSING.get(syllable);
      return [syllable, [...characters.split(' '), ...(missing === undefined ? [] : [missing])]];
    }),
  ),
  words: new Map(Object.entries(words).map(([first, entry]) => [first, wordsOf(first, entry)])),
};

/** `sheng 医生 一生|yuan 医院` under `yi`: the syllables that follow, and the words that they spell. */
function wordsOf(first: string, entry: string): Word[] {
  return entry.split('|').flatMap((spelling) => {
    const [rest = '', ...texts] = spelling.split(' ');
    const syllables = [first, ...rest.split("'")];
    return texts.map((text) => ({ syllables, text }));
  });
}
