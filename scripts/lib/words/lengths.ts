import { type Catalogues, frenchFor } from './catalogues.ts';
import { type Fault } from './fault.ts';
import { withoutPlaceholders } from './placeholders.ts';

/** How much wider than French a text may be whose note says that it is short. */
const SHORT_TEXT_GROWTH = 1.6;

/** What every place of a short text holds, in ems: a button of the bar has 39 mm for letters of 6.8 mm. */
const ROOM_OF_A_SHORT_TEXT = 5.7;

const SAYS_SHORT = /\bshort\b/i;
const SAYS_MOST_WORDS = /\bat most (\d+) (?:easy )?words\b/i;

/**
 * The width of a sign in ems, fitted to what the bundled fonts measure at the weight of a button; it is right to a tenth
 * or so. The pages themselves are measured by tests/access.
 */
const WIDTHS: [signs: RegExp, width: number][] = [
  // Tamil vowels that stand beside their consonant; a Bengali virama joins two letters into one.
  [/[\u0BCA-\u0BCC]/u, 1.5],
  [/[\u0BC6-\u0BC8]/u, 1],
  [/\u0BBE/u, 0.62],
  [/\u09CD/u, -0.6],
  [/(?=\p{Mc})[\p{Script=Tamil}\p{Script=Bengali}]/u, 0.2],
  [/[\p{M}\p{Cf}]/u, 0],
  [/[\s\p{P}]/u, 0.29],
  [/\p{N}/u, 0.59],
  [/\p{Script=Han}/u, 1],
  [/\p{Script=Tamil}/u, 0.98],
  [/\p{Script=Bengali}/u, 0.71],
  [/\p{Script=Arabic}/u, 0.46],
  [/(?=\p{Lu})\p{Script=Cyrillic}/u, 0.77],
  [/\p{Script=Cyrillic}/u, 0.6],
  [/[fijlrtıIțţ]/u, 0.34],
  [/[mwMW]/u, 0.83],
  [/\p{Lu}/u, 0.65],
];
const USUAL_WIDTH = 0.55;

/** How wide a line of text is, in ems. */
export function widthOf(text: string): number {
  return [...text].reduce(
    (sum, sign) => sum + (WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? USUAL_WIDTH),
    0,
  );
}

/** Buttons and marks have room for a word; the notice on privacy has a number of words. */
export function findLengthFaults(catalogues: Catalogues): Fault[] {
  const french = Object.entries(catalogues.french).map(([key, { text }]): [string, string] => [key, text]);
  const all = [
    { file: catalogues.frenchFile, language: 'fr', texts: french },
    ...catalogues.others.map(({ file, language, texts }) => ({
      file,
      language,
      texts: Object.entries(texts),
    })),
  ];
  return all.flatMap(({ file, language, texts }) =>
    texts.flatMap(([key, text]) => {
      const entry = frenchFor(catalogues, key);
      if (!entry) return [];
      const problem = SAYS_SHORT.test(entry.note)
        ? tooWide(text, entry.text)
        : tooWordy(text, entry.note, language);
      return problem ? [{ file, key, problem }] : [];
    }),
  );
}

function tooWide(text: string, french: string): string | undefined {
  const limit = Math.max(widthOf(french) * SHORT_TEXT_GROWTH, ROOM_OF_A_SHORT_TEXT);
  const width = widthOf(text);
  if (width <= limit) return undefined;
  return `“${text}” is about ${width.toFixed(1)} em wide, and ${limit.toFixed(1)} fit; find a shorter word`;
}

function tooWordy(text: string, note: string, language: string): string | undefined {
  const most = Number(SAYS_MOST_WORDS.exec(note)?.[1]);
  if (!most) return undefined;
  const count = wordsIn(text, language);
  return count > most ? `has ${count} words where the note allows ${most}; shorten it` : undefined;
}

/** Words as a reader counts them, also where no spaces stand between them. */
export function wordsIn(text: string, language: string): number {
  const bare = withoutPlaceholders(text);
  if (!/\p{Script=Han}/u.test(bare))
    return bare.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(bare);
  return [...segments].filter(({ isWordLike }) => isWordLike).length;
}
