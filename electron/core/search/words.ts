import { plain, writtenOneWay } from './letters.ts';

/** A word in its letters and accents, from which a stem can be made. */
export function writtenWords(text: string): string[] {
  return (writtenOneWay(text).match(WORD) ?? []).flatMap(cut);
}

/**
 * The words of a text as they are indexed and looked for: lower case, without accents, vowel points or ligatures,
 * Chinese cut into words. Both sides go through here, so that what is typed meets what was written.
 */
export function plainWords(text: string): string[] {
  return writtenWords(text).map(plain);
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const HAN = /\p{Script=Han}/u;

const chinese = new Intl.Segmenter('zh', { granularity: 'word' });

/** Chinese puts no space between words. */
function cut(run: string): string[] {
  if (!HAN.test(run)) return [run];
  return Array.from(chinese.segment(run), (part) => part.segment);
}

/** The signs of a Chinese word, each of which means something; none for a word in letters. */
export function chineseSigns(word: string): string[] {
  return HAN.test(word) ? Array.from(word) : [];
}
