import { type Language } from '../../../shared/model/index.ts';
import { type Rule } from './fault.ts';
import { withoutLatinNames } from './names.ts';
import { withoutPlaceholders } from './placeholders.ts';

/** Words that another language really has in the same letters as French or English; nothing is left to translate. */
const SAME_WORD: Record<string, Language[]> = {
  accents: ['en'],
  apostrophe: ['en'],
  bengali: ['en', 'pt-PT'],
  euro: ['es', 'pt-PT', 'ro'],
  minute: ['en'],
  minutes: ['en'],
  normal: ['en'],
  plus: ['ro'],
  tamil: ['es'],
  urdu: ['es', 'pt-PT', 'ro'],
};

/** The first letters of the Latin alphabet, on a key: those of every language that writes with it. */
const FIRST_LETTERS = 'abc';

/** French or English left in a language is a text that nobody has translated yet. */
export const translated: Rule = ({ language, text, original, english }) => {
  if (language === 'fr' || text === '') return [];
  const said = bare(text);
  if (said === '' || said === FIRST_LETTERS || SAME_WORD[said]?.includes(language)) return [];
  if (said === bare(original)) return language === 'fr-simple' ? [] : [`is still French; ${HOW}`];
  return language !== 'en' && english !== undefined && said === bare(english)
    ? [`is still English; ${HOW}`]
    : [];
};

const HOW = 'translate it, or say in sameness.ts that it is the same word';

/** What there is to translate in a text: without placeholders, proper names, figures and signs. */
function bare(text: string): string {
  return withoutLatinNames(withoutPlaceholders(text))
    .replaceAll(/[^\p{L}\p{M}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
