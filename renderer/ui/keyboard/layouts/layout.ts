/** One page of letters. */
export interface Letters {
  /** Of these letters: decides their capitals (`i` becomes `İ` in Turkish) and their type. */
  lang: string;
  /** Rows of signs, from the top, in the order of real keyboards, or of the alphabet where few people ever typed. */
  usual: string[][];
  /** For people who never typed. Absent where `usual` already is in that order. */
  alphabetical?: string[][];
  /** Whether the script has capitals, hence a key for them. */
  capitals: boolean;
}

export interface Layout {
  letters: Letters;
  /** One touch away: Latin letters for names and addresses, or, where the letters are Latin, all that carry accents. */
  second: { kind: 'latin' | 'accents'; letters: Letters };
  /** Digits and punctuation. */
  signs: string[][];
  /** Letters are syllables from which characters are proposed. */
  composes?: 'pinyin';
}

/**
 * Keys of 15 mm with their gaps: what fits across the reference panel, and across half of it when it lies. No row of
 * any layout is longer.
 */
export const LONGEST_ROW = 12;

/** Every sign is in normal form C, as all text that is typed must be: in it, Bengali `য়` is two code points. */
export function rows(...lines: string[]): string[][] {
  return lines.map((line) => line.normalize('NFC').split(' '));
}

/** For alphabets that run from right to left: keys stand from left to right. */
export function fromTheRight(lines: string[][]): string[][] {
  return lines.map((line) => line.toReversed());
}

/** The digits that every code, date and number of the kiosk is written in. */
export const DIGITS = '1 2 3 4 5 6 7 8 9 0';

/** Kept on every page of signs: what addresses, sums and messages are made of. */
export const PUNCTUATION = '. , ? ! : ; ( ) " -';
export const SYMBOLS = "@ € / + = & # _ ' *";
