/** A text being written, and where the next sign goes. Positions count UTF-16 units, as the browser's fields do. */
export interface Typed {
  text: string;
  start: number;
  end: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Signs as people count them: an accented letter, an emoji or a family of them is one. */
export function countSigns(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

/** A mark joins the letter before it in normal form C: Tamil `ெ` and then `ா` make one `ொ`. */
export function insertSign(typed: Typed, sign: string): Typed {
  const letter = /^\p{M}/u.test(sign) ? lastLetter(typed) : '';
  return replaced(typed, typed.start - letter.length, (letter + sign).normalize('NFC'));
}

/** Writes over `written` where it stands just before the cursor; else where the cursor is, as any sign. */
export function insertInstead(typed: Typed, written: string, sign: string): Typed {
  const stands = written !== '' && typed.text.slice(0, typed.start).endsWith(written);
  return stands ? replaced(typed, typed.start - written.length, sign) : insertSign(typed, sign);
}

/**
 * Takes away what is selected, else the whole sign before the cursor: never half an emoji or an accent. Where a sign is
 * built of many touches, as in Bengali and Tamil, only what the last touch added goes.
 */
export function deleteSign(typed: Typed): Typed {
  if (typed.start !== typed.end) return replaced(typed, typed.start, '');
  const before = typed.text.slice(0, typed.start);
  const touch = BUILT_OF_TOUCHES.exec(before);
  const last = touch ?? [...graphemes.segment(before)].at(-1);
  return replaced(typed, last?.index ?? 0, '');
}

/** Takes away the last word before the cursor, and the spaces after it. */
export function deleteWord(typed: Typed): Typed {
  if (typed.start !== typed.end) return replaced(typed, typed.start, '');
  const before = typed.text.slice(0, typed.start);
  const run = /\S*\s*$/u.exec(before);
  const start = run?.index ?? 0;
  return replaced(typed, start + lastWordWithin(run?.[0] ?? ''), '');
}

/** The last letter or mark of Bengali or Tamil; a dot under a letter is part of it. */
const BUILT_OF_TOUCHES = /[\u0980-\u09ff\u0b80-\u0bff]\u09bc?$/u;

/** Chinese writes its words without spaces: where the last one begins in `run`. */
function lastWordWithin(run: string): number {
  if (!/\p{Script=Han}/u.test(run)) return 0;
  return [...words.segment(run)].findLast((segment) => segment.isWordLike)?.index ?? 0;
}

function lastLetter({ text, start }: Typed): string {
  return /\P{M}\p{M}*$/u.exec(text.slice(0, start))?.[0] ?? '';
}

function replaced(typed: Typed, from: number, sign: string): Typed {
  const text = typed.text.slice(0, from) + sign + typed.text.slice(typed.end);
  return { text, start: from + sign.length, end: from + sign.length };
}

/** Control characters but line breaks, and halves of signs: nobody types them, and no reader can show them. */
const UNREADABLE = /(?!\n)\p{Cc}|\p{Surrogate}/gu;

/** The text without its unreadable signs, all else untouched, and whether there were any. Tabs become spaces. */
export function withoutUnreadable(text: string): { text: string; removed: boolean } {
  const spaced = text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ');
  const clean = spaced.replaceAll(UNREADABLE, '');
  return { text: clean, removed: clean !== spaced };
}

/** False for nothing, spaces, line breaks and invisible signs alone. */
export function saysSomething(text: string): boolean {
  return /[^\s\p{C}\p{M}]/u.test(text);
}

/** The zeros of the digits that keyboards and people write beside 0-9: Arabic, Persian and Urdu, Bengali, Tamil, wide. */
const ZEROS = ['٠', '۰', '০', '௦', '０'];

/** Codes, dates and numbers are kept in the digits 0-9, whatever keyboard wrote them. */
export function withPlainDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const values = ZEROS.map((zero) => code - (zero.codePointAt(0) ?? 0));
    return String(values.find((value) => value >= 0 && value <= 9) ?? digit);
  });
}
