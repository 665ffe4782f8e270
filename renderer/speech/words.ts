/** Where a spoken word stands in the text, in UTF-16 units: what JavaScript and the DOM count in. */
export interface SpokenWord {
  start: number;
  end: number;
}

/** Finds the word that stands at a place of the text; undefined between words. */
export type WordFinder = (place: number) => SpokenWord | undefined;

const AROUND = /^[\s\u200E\u200F\u202A-\u202E\u2066-\u2069]+|[\s\u200E\u200F\u202A-\u202E\u2066-\u2069]+$/g;

/**
 * espeak tells where it is, but not how far a word reaches: it cuts numbers up, and Chinese into signs. The words of the
 * page's own language rules are what a reader sees as one.
 */
export function findWords(text: string, locale: string, granularity: 'word' | 'grapheme'): WordFinder {
  const segments = new Intl.Segmenter(locale, { granularity }).segment(text);
  return (place) => {
    const found = segments.containing(place);
    if (found === undefined) return undefined;
    const trimmed = found.segment.replaceAll(AROUND, '');
    if (trimmed === '') return undefined;
    const start = found.index + found.segment.indexOf(trimmed);
    return { start, end: start + trimmed.length };
  };
}
