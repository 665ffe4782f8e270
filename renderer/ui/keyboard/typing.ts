/** A text being written, and where the next sign goes. Positions count UTF-16 units, as the browser's fields do. */
export interface Typed {
  text: string;
  start: number;
  end: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Signs as people count them: an accented letter, an emoji or a family of them is one. */
export function countSigns(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

export function insertSign(typed: Typed, sign: string): Typed {
  return replaced(typed, typed.start, sign);
}

/** Takes away what is selected, else the whole sign before the cursor: never half an emoji or an accent. */
export function deleteSign(typed: Typed): Typed {
  if (typed.start !== typed.end) return replaced(typed, typed.start, '');
  const before = typed.text.slice(0, typed.start);
  const last = [...graphemes.segment(before)].at(-1);
  return replaced(typed, last?.index ?? 0, '');
}

/** Takes away the last word before the cursor, and the spaces after it. */
export function deleteWord(typed: Typed): Typed {
  if (typed.start !== typed.end) return replaced(typed, typed.start, '');
  const before = typed.text.slice(0, typed.start).replace(/\S*\s*$/u, '');
  return replaced(typed, before.length, '');
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
