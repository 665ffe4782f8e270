import { type Language } from '../../../shared/model/index.ts';
import { type Rule } from './fault.ts';
import { withoutLatinNames } from './names.ts';
import { withoutPlaceholders } from './placeholders.ts';

interface Writing {
  script: string;
  letters: RegExp;
  /** Letters of a neighbour that look almost the same, and that no search finds. */
  never?: { letters: RegExp; because: string };
}

const LATIN: Writing = { script: 'Latin', letters: /\p{Script=Latin}/u };

const WRITING: Record<Language, Writing> = {
  fr: LATIN,
  'fr-simple': LATIN,
  en: LATIN,
  es: LATIN,
  'pt-PT': LATIN,
  tr: LATIN,
  ro: {
    ...LATIN,
    never: { letters: /[şţŞŢ]/u, because: 'Romanian writes ș and ț with a comma, not with a cedilla' },
  },
  ar: {
    script: 'Arabic',
    letters: /\p{Script=Arabic}/u,
    never: { letters: /[یکےٹڈڑں]/u, because: 'Arabic writes ي and ك; these are letters of Urdu or Persian' },
  },
  ur: {
    script: 'Arabic',
    letters: /\p{Script=Arabic}/u,
    never: { letters: /[يىك]/u, because: 'Urdu writes ی and ک; these are letters of Arabic' },
  },
  'zh-Hans': { script: 'Chinese', letters: /\p{Script=Han}/u },
  ta: { script: 'Tamil', letters: /\p{Script=Tamil}/u },
  bn: { script: 'Bengali', letters: /\p{Script=Bengali}/u },
  uk: {
    script: 'Cyrillic',
    letters: /\p{Script=Cyrillic}/u,
    never: { letters: /[ыэъёЫЭЪЁ]/u, because: 'Ukrainian has no such letter; it is Russian' },
  },
  ru: {
    script: 'Cyrillic',
    letters: /\p{Script=Cyrillic}/u,
    never: { letters: /[іїєґІЇЄҐ]/u, because: 'Russian has no such letter; it is Ukrainian' },
  },
};

/** A foreign word or two may stand in a text, a sentence left in another language may not. */
const LEAST_SHARE = 0.9;

/** A text is written in the letters of its language, without counting proper names and placeholders. */
export const lettersOfTheLanguage: Rule = ({ language, text }) => {
  const { script, letters, never } = WRITING[language];
  const found = [...withoutLatinNames(withoutPlaceholders(text))].filter((sign) => /\p{L}/u.test(sign));
  const share = found.filter((sign) => letters.test(sign)).length / found.length;
  const foreign = never?.letters.exec(text)?.[0];
  return [
    ...(share < LEAST_SHARE
      ? [`has ${Math.round((1 - share) * 100)} % of letters that are not ${script}; translate what was left`]
      : []),
    ...(foreign ? [`has the letter “${foreign}”: ${never?.because}`] : []),
  ];
};
