import { INSULTS, type InsultReason } from './insults.ts';
import { plainLetters } from './letters.ts';
import { findMinors } from './minors.ts';

/** A part of a text, in UTF-16 units as the languages of browsers count them; `end` is the first that is not in it. */
export interface Part {
  start: number;
  end: number;
}

/** Something that a person should look at before a text is shown to everybody. */
export interface Finding extends Part {
  kind: 'telephone' | 'email' | 'address' | 'minor' | 'insult';
  /** Of an insult. */
  why?: InsultReason;
}

const EMAIL =
  /[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\]|\barobase\b)\s?[\p{L}\p{N}-]+(?:\s?(?:\.|\bpoint\b)\s?\p{L}{2,})+/gu;

/** From nine to fifteen digits, as people group them. */
const TELEPHONE = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s.\-/()]{0,2}\d){8,14}(?!\p{N})/gu;

const WAYS =
  'rue|avenue|av\\.?|boulevard|bd|bld|allee|impasse|place|chemin|quai|cite|passage|square|residence|villa|sente|route|cours|mail';
/** A house has a number; a street alone is a public place. */
const FRENCH_ADDRESS = new RegExp(
  `(?<!\\p{N})\\d{1,4}\\s?(?:bis|ter|quater)?,?\\s+(?:${WAYS})(?:\\s+[\\p{L}'.-]+){1,4}`,
  'gu',
);
const ENGLISH_ADDRESS = /(?<!\p{N})\d{1,4}\s+(?:\p{L}+\s+){1,3}(?:street|road|avenue|lane)(?!\p{L})/gu;
const HOME =
  /(?<!\p{L})(?:appartement|appt?\.?|batiment|escalier|digicode|code de la porte)\s+\p{N}*\p{L}?\d+\p{L}?/gu;

/** What is to be looked at in a text, in the order in which it stands there. Nothing is decided here: a person reads it. */
export function findingsIn(text: string): Finding[] {
  const plain = plainLetters(text);
  const found: Finding[] = [
    ...matches(plain, EMAIL, 'email'),
    ...matches(plain, TELEPHONE, 'telephone'),
    ...[FRENCH_ADDRESS, ENGLISH_ADDRESS, HOME].flatMap((address) => matches(plain, address, 'address')),
    ...findMinors(text).map((part) => ({ ...part, kind: 'minor' as const })),
    ...insultsIn(plain),
  ];
  return withoutTwins(found).toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function matches(plain: string, pattern: RegExp, kind: Finding['kind']): Finding[] {
  return [...plain.matchAll(pattern)].map((match) => ({
    kind,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function insultsIn(plain: string): Finding[] {
  return INSULTS.flatMap(({ word, why }) =>
    matches(plain, pointingAt(plainLetters(word)), 'insult').map((finding) => ({ ...finding, why })),
  );
}

/** Chinese puts no space between words; elsewhere a longer word is another one, but for its plural. */
function pointingAt(word: string): RegExp {
  const isHan = /\p{Script=Han}/u.test(word);
  return isHan ? new RegExp(word, 'gu') : new RegExp(`(?<!\\p{L})${word}(?:e?s)?(?!\\p{L})`, 'gu');
}

/** The same place found twice as the same thing is said once, as the longer. */
function withoutTwins(found: readonly Finding[]): Finding[] {
  return found.filter(
    (one, at) =>
      !found.some(
        (other, index) =>
          index !== at &&
          other.kind === one.kind &&
          other.start <= one.start &&
          other.end >= one.end &&
          (other.end - other.start > one.end - one.start || index < at),
      ),
  );
}
