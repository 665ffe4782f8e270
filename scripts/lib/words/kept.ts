import { type Rule } from './fault.ts';
import { NAMES } from './names.ts';
import { withoutPlaceholders } from './placeholders.ts';

/** Digits that are not those of everyone: in France, codes, dates and telephone numbers are read with 0 to 9. */
const OTHER_DIGITS = /(?![0-9])\p{Nd}/u;

/** A thousand is written 1 000, 1.000 or 1,000: the same number. */
const GROUPED = /(\d)[\s.,](?=\d{3}(?!\d))/gu;

/** What easy French leaves out on purpose: percentages, said as a part of something, and references in parentheses. */
const LEFT_OUT_OF_EASY_FRENCH = /\d+\s*%|\([^)]*\)/gu;

/** French numbers in words, which a language may write as figures. */
const IN_WORDS: Record<string, number> = {
  deux: 2,
  second: 2,
  trois: 3,
  quatr: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  neuv: 9,
  dix: 10,
  onz: 11,
  douz: 12,
  vingt: 20,
};
const NUMBER_WORD = new RegExp(
  `(?<!\\p{L})(${Object.keys(IN_WORDS).join('|')})e?(u?ième)?s?(?!\\p{L})`,
  'giu',
);

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre'.split(
  '|',
);

/** A fact is the same fact in every language: its numbers are all there, and no other one. */
export const numbersKept: Rule = ({ language, text, original }) => {
  const kept = language === 'fr-simple' ? original.replaceAll(LEFT_OUT_OF_EASY_FRENCH, ' ') : original;
  const found = numbersIn(text);
  const known = knownNumbers(original);
  return [
    ...(OTHER_DIGITS.test(text) ? ['has digits of its own script; write 0 to 9'] : []),
    ...[...numbersIn(kept)]
      .filter((number) => !found.has(number))
      .map((number) => `has lost the number ${number}; say it in figures`),
    ...[...found]
      .filter((number) => !known.has(number))
      .map((number) => `has the number ${number}, which the original has not; take it out`),
  ];
};

function numbersIn(text: string): Set<string> {
  return new Set(withoutPlaceholders(text).replaceAll(GROUPED, '$1').match(/\d+/g) ?? []);
}

/** The numbers that stand in a text, in figures or in words, with the months that Chinese writes as figures. */
function knownNumbers(original: string): Set<string> {
  const inWords = [...original.matchAll(NUMBER_WORD)].map(
    ([, word]) => IN_WORDS[word?.toLowerCase() ?? ''] ?? 0,
  );
  // Five steps may be counted from one to five.
  const counted = inWords.flatMap((last) => Array.from({ length: last }, (_, index) => String(index + 1)));
  const months = MONTHS.flatMap((month, index) => (original.includes(month) ? [String(index + 1)] : []));
  return new Set([...numbersIn(original), ...counted, ...months]);
}

/** The names of the original stand in the text, in Latin letters or as the language spells them. */
export const namesKept: Rule = ({ language, text, original }) =>
  Object.entries(NAMES)
    .filter(([name]) => new RegExp(`(?<!\\p{L})${RegExp.escape(name)}(?!\\p{L})`, 'u').test(original))
    .filter(([name, spellings]) => {
      const spelling = spellings[language];
      return !text.includes(name) && !(spelling && text.includes(spelling));
    })
    .map(([name, spellings]) => {
      const spelling = spellings[language];
      return `has lost the name ${name}${spelling ? ` (or ${spelling})` : ''}; put it back`;
    });
