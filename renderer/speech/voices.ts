import type { Language } from '../../shared/model/index.ts';

/** espeak-ng's own names of the voices that the kiosk carries. */
export const VOICE_NAMES = [
  'fr',
  'en',
  'ar',
  'es',
  'pt',
  'tr',
  'cmn',
  'ta',
  'bn',
  'ur',
  'ro',
  'uk',
  'ru',
] as const;

export type VoiceName = (typeof VOICE_NAMES)[number];

/** Every language of the kiosk is spoken, easy French among them. */
export type SpokenLanguage = Language;

const VOICE_OF: Record<SpokenLanguage, VoiceName> = {
  fr: 'fr',
  'fr-simple': 'fr',
  en: 'en',
  ar: 'ar',
  es: 'es',
  'pt-PT': 'pt',
  tr: 'tr',
  'zh-Hans': 'cmn',
  ta: 'ta',
  bn: 'bn',
  ur: 'ur',
  ro: 'ro',
  uk: 'uk',
  ru: 'ru',
};

export const SPOKEN_LANGUAGES = Object.keys(VOICE_OF) as SpokenLanguage[];

/** The voice of a language; undefined when the kiosk has none, and then nothing may be said in another. */
export function voiceOf(language: string): VoiceName | undefined {
  return Object.hasOwn(VOICE_OF, language) ? VOICE_OF[language as SpokenLanguage] : undefined;
}

/** The tag by which `Intl` knows the language of a voice. */
export function localeOf(voice: VoiceName): string {
  return voice === 'cmn' ? 'zh' : voice;
}

type Script = 'Latin' | 'Arabic' | 'Han' | 'Tamil' | 'Bengali' | 'Cyrillic' | 'other';

const SCRIPT_OF_VOICE: Record<VoiceName, Script> = {
  fr: 'Latin',
  en: 'Latin',
  ar: 'Arabic',
  es: 'Latin',
  pt: 'Latin',
  tr: 'Latin',
  cmn: 'Han',
  ta: 'Tamil',
  bn: 'Bengali',
  ur: 'Arabic',
  ro: 'Latin',
  uk: 'Cyrillic',
  ru: 'Cyrillic',
};

const SCRIPTS: [Script, RegExp][] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Han', /\p{Script=Han}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
];

const URDU_LETTERS = /[ٹڈڑںےہھ]/;
const UKRAINIAN_LETTERS = /[іїєґ]/i;

/**
 * Who says a word within a text of `voice`. A voice reads letters of another script one by one, by their English names:
 * so a word goes to a voice of its own script. Latin letters in a text of another script are French names and
 * abbreviations in this country. `none` when no voice knows the script: it is left out rather than read wrongly.
 * @param around what the word stands in: two languages of one script are told apart by letters that few words have
 */
export function voiceForWord(word: string, voice: VoiceName, around = word): VoiceName | 'none' {
  const letter = /\p{L}/u.exec(word)?.[0];
  if (letter === undefined) return voice;
  const script = SCRIPTS.find(([, signs]) => signs.test(letter))?.[0] ?? 'other';
  if (script === SCRIPT_OF_VOICE[voice]) return voice;
  switch (script) {
    case 'Latin':
      return 'fr';
    case 'Arabic':
      return URDU_LETTERS.test(around) ? 'ur' : 'ar';
    case 'Han':
      return 'cmn';
    case 'Tamil':
      return 'ta';
    case 'Bengali':
      return 'bn';
    case 'Cyrillic':
      return UKRAINIAN_LETTERS.test(around) ? 'uk' : 'ru';
    case 'other':
      return 'none';
  }
}
