import { type Say } from './messages.ts';

/** Scripts written from right to left, by the languages that visitors are likely to bring. */
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ps', 'ur', 'ku', 'sd', 'ug', 'yi', 'dv']);

/** A language of ours, not of the registry of languages. */
const EASY_FRENCH = 'fr-simple';

/** The name of a visitor's language, in the language of these pages: "arabe", "français facile à lire". */
export function languageName(code: string, language: string, say: Say): string {
  if (code === EASY_FRENCH) return say('language.fr-simple');
  return displayName(code, language) ?? say('language.unknown');
}

/** Whether a code is one under which a wording can be sent: the words of a visitor come from outside. */
export function isLanguageCode(code: string): boolean {
  return code === EASY_FRENCH || displayName(code, 'fr') !== undefined;
}

export function directionOf(code: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(code.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** What belongs into a `lang` attribute: easy French is French to a speech synthesiser. */
export function languageTag(code: string): string {
  return code === EASY_FRENCH ? 'fr' : code;
}

function displayName(code: string, language: string): string | undefined {
  try {
    return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(code);
  } catch {
    /* Not a language code at all: `of` throws. */
    return undefined;
  }
}
