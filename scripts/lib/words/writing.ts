import { type Rule } from './fault.ts';

/** Marks of an exclamation, in the scripts that we write. */
const EXCLAMATION = /[!¡！՜]/u;

/** The control characters, but for the line break; and what has no width or place of its own in a text of ours. */
const INVISIBLE = /[\p{Cc}\u{200B}\u{2060}\u{FEFF}\u{FFFD}]/u;

/** What holds for the signs of a text in every language. */
export const cleanWriting: Rule = ({ text }) => {
  const problems: string[] = [];
  const invisible = INVISIBLE.exec(text.replaceAll('\n', ''))?.[0];
  if (text !== text.normalize('NFC')) {
    problems.push(
      'is not in composed form (NFC), so that a search would miss it; write it with text.normalize()',
    );
  }
  if (invisible) problems.push(`has the invisible sign ${codeOf(invisible)}; take it away`);
  if (EXCLAMATION.test(text)) problems.push('has an exclamation mark; say it calmly');
  if (text !== text.trim() || /\n\s|[^\S\n]\n/.test(text)) {
    problems.push('begins or ends a line with a space; take it away');
  }
  if (/[^\S\n]{2}/.test(text)) problems.push('has two spaces in a row; take one away');
  return problems;
};

/** French never blames who stands before the screen. */
export const noBlame: Rule = ({ language, text }) =>
  ['fr', 'fr-simple'].includes(language) && /\berreurs?\b/i.test(text)
    ? ['speaks of an error; say what to do instead']
    : [];

/** Where French makes a list, every language makes the same one. */
export const sameLines: Rule = ({ language, text, original }) => {
  const wanted = original.split('\n').length;
  const found = text.split('\n').length;
  // Easy French begins a line with every sentence.
  const mayAdd = language === 'fr-simple' && wanted === 1;
  return wanted === found || mayAdd ? [] : [`has ${found} lines where French has ${wanted}; write as many`];
};

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
