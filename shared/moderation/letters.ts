/**
 * A text in small letters without accents, and with the digits that everybody knows, sign for sign as long as before: what
 * is found in it stands at the same place in the text itself.
 */
export function plainLetters(text: string): string {
  return Array.from({ length: text.length }, (_, at) => plainLetter(text.charAt(at))).join('');
}

/** Each is followed by its other nine: Arabic, Persian and Urdu, Bengali, Tamil, full width. */
const ZEROS = [0x660, 0x6f0, 0x9e6, 0xbe6, 0xff10];

function plainLetter(letter: string): string {
  const code = letter.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  if (zero !== undefined) return String(code - zero);
  if (letter === '’') return "'";
  const plain = /\p{Script=Latin}/u.test(letter) ? letter.normalize('NFD').charAt(0) : letter;
  const small = plain.toLowerCase();
  return small.length === 1 ? small : letter;
}
