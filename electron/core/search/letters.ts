import { remembered } from './remembered.ts';

/** What can stand where an apostrophe belongs; some of these would pass for letters. */
const APOSTROPHES = /['’‘ʼʻʹ`´′＇]/gu;
const CYRILLIC_APOSTROPHE = new RegExp(
  `(?<=\\p{Script=Cyrillic})${APOSTROPHES.source}(?=\\p{Script=Cyrillic})`,
  'gu',
);

/** Signs that nobody sees or types on purpose: joiners, soft hyphens, marks of direction; not the space without width. */
const UNSEEN = /(?!\u200b)\p{Cf}/gu;

/** Vowel points, Koranic signs and the tatweel, which only stretches a line. */
const ARABIC_POINTS = /[\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed\u0640]/gu;

/** Each is followed by its other nine. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xbe6];
const DIGITS = /[٠-٩۰-۹०-९০-৯௦-௯]/gu;

/**
 * One way to write the same text: lower case, one code for each letter, digits in ASCII, and nothing that is not seen.
 * Accents stay, for the stemmers.
 */
export function writtenOneWay(text: string): string {
  return text
    .replaceAll(CYRILLIC_APOSTROPHE, '')
    .replaceAll(APOSTROPHES, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(UNSEEN, '')
    .replaceAll(ARABIC_POINTS, '')
    .replaceAll(DIGITS, asciiDigit)
    .normalize('NFC');
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
}

/** The accents of a Latin letter, and the stress on a Cyrillic one; what makes й and ї letters of their own stays. */
const ACCENTS = /(\p{Script=Latin})\p{M}+|(\p{Script=Cyrillic})[\u0300\u0301]+/gu;
/** Above or below an Arabic letter; without it أ is ا, ئ is ي and ۂ is ہ. */
const HAMZA = /[\u0653-\u0655]/gu;

/** Letters that people write one for the other, or that their keyboard has instead. */
const SAME_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/œ/gu, 'oe'],
  [/æ/gu, 'ae'],
  [/ß/gu, 'ss'],
  [/ı/gu, 'i'],
  [/ø/gu, 'o'],
  [/ł/gu, 'l'],
  [/[đð]/gu, 'd'],
  [/ё/gu, 'е'],
  [/ґ/gu, 'г'],
  [/ٱ/gu, 'ا'],
  [/[یى]/gu, 'ي'],
  // Urdu ends a word in ۓ, ئے or یے as one likes; an Arabic keyboard has none of them.
  [/ي?ے/gu, 'ي'],
  [/[کڪ]/gu, 'ك'],
  [/[ةہھەۃ]/gu, 'ه'],
  [/ں/gu, 'ن'],
  // Bengali spells these as they sound, or as Sanskrit had them.
  [/ী/gu, 'ি'],
  [/ূ/gu, 'ু'],
  [/ঈ/gu, 'ই'],
  [/ঊ/gu, 'উ'],
  [/ণ/gu, 'ন'],
  [/ষ/gu, 'শ'],
  [/ৎ/gu, 'ত্'],
  [/ঁ/gu, ''],
  // They look the same.
  [/ௌ/gu, 'ெள'],
];

/** A word as it is indexed and looked for. Takes a word as `writtenOneWay` gives it. */
export const plain = remembered((written) => {
  const bare = written.normalize('NFD').replaceAll(ACCENTS, '$1$2').replaceAll(HAMZA, '').normalize('NFC');
  return SAME_LETTERS.reduce((rest, [letter, same]) => rest.replaceAll(letter, same), bare);
});
