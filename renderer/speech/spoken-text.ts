/** A text as a voice is given it, knowing of each of its UTF-16 units where in the written text it comes from. */
export interface SpokenText {
  text: string;
  origins: number[];
}

/** What says how the text is laid out, and nothing aloud. The joiners U+200C and U+200D are letters' business. */
const INVISIBLE = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]|\uFE0E|\uFE0F/g;

/** espeak takes these for mark-up and leaves out what is between them, or spells their names. */
const SPACE_LIKE = /[\u00A0\u202F\u2007\u2009<>]|\[(?=\[)|&(?=#?\w+;)/g;

/** Writes a text the way that espeak reads best: composed letters, plain spaces, nothing invisible. */
export function toSpoken(written: string): SpokenText {
  let text = '';
  const origins: number[] = [];
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment, index } of graphemes.segment(written)) {
    const said = segment.replaceAll(INVISIBLE, '').normalize('NFC');
    text += said;
    for (let unit = 0; unit < said.length; unit += 1) origins.push(said === segment ? index + unit : index);
  }
  return { text: text.replaceAll(SPACE_LIKE, ' '), origins };
}

export function slice({ text, origins }: SpokenText, start: number, end: number): SpokenText {
  return { text: text.slice(start, end), origins: origins.slice(start, end) };
}

/** Writes what matches in another way; all of it then comes from where the match began. */
export function rewrite(
  { text, origins }: SpokenText,
  pattern: RegExp,
  say: (match: RegExpExecArray) => string,
): SpokenText {
  let rewritten = '';
  const from: number[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const said = say(match);
    rewritten += text.slice(done, match.index) + said;
    from.push(...origins.slice(done, match.index));
    for (let unit = 0; unit < said.length; unit += 1) from.push(origins[match.index] ?? 0);
    done = match.index + match[0].length;
  }
  return { text: rewritten + text.slice(done), origins: [...from, ...origins.slice(done)] };
}
