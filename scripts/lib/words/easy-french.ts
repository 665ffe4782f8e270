import { type Rule, shortly } from './fault.ts';
import { withoutPlaceholders } from './placeholders.ts';

/*
 * Easy to read and to understand: the rules of Inclusion Europe that a program can check. The others (common words, one
 * idea a sentence, a picture beside it, a reading by the people concerned) are for people.
 */

const MOST_WORDS = 15;
const MOST_SIGNS = 80;

/** The end of a sentence, with something after it. */
const SENTENCE_END = /[.?…](?=\s)/u;

/** Where a sentence ends, or one point of a list; a line that is merely broken goes on. */
const BETWEEN_SENTENCES = /(?<=[.?…:])\s+|(?<=,)\n|\n(?=\P{Ll})/u;

const AVOIDED: [found: RegExp, problem: (sign: string) => string][] = [
  [/\p{Lu}{2,}/u, (sign) => `has “${sign}” in capitals; write the words out`],
  [/%/u, () => 'has a percentage; say how many of how many'],
  [
    /\b(dont|lequel|laquelle|lesquels|lesquelles|ainsi que)\b/iu,
    (sign) => `has “${sign}”; make two sentences`,
  ],
  [/[&#§;()[\]]/u, (sign) => `has the sign “${sign}”; say it in words`],
  [
    /(?<![\p{L}\d])[IVX]+(?:er|e)?(?![\p{L}\d’'])/u,
    (sign) => `has the Roman numeral “${sign}”; write a number`,
  ],
];

/** Lines of one short sentence, in everyday words (lang-2, lang-3). */
export const easyFrench: Rule = ({ language, text }) => {
  if (language !== 'fr-simple') return [];
  const said = withoutPlaceholders(text);
  return [
    ...said.split(BETWEEN_SENTENCES).flatMap(tooManyWords),
    ...said.split('\n').flatMap(lineProblems),
    ...AVOIDED.flatMap(([found, problem]) => {
      const sign = found.exec(said)?.[0];
      return sign === undefined ? [] : [problem(sign)];
    }),
  ];
};

function tooManyWords(sentence: string): string[] {
  const words = sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return words > MOST_WORDS
    ? [`has a sentence of ${words} words: ${shortly(sentence)}; say it in ${MOST_WORDS}, or in two sentences`]
    : [];
}

function lineProblems(line: string): string[] {
  return [
    ...(line.length > MOST_SIGNS
      ? [`has a line of ${line.length} signs: ${shortly(line)}; ${MOST_SIGNS} can be read at once`]
      : []),
    ...(SENTENCE_END.test(line.trim())
      ? [`has two sentences on a line: ${shortly(line)}; begin a line with each`]
      : []),
  ];
}
