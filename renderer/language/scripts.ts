import { type Language } from '../../shared/model/index.ts';

interface Script {
  /** The language tag for `lang` and for Intl: easy French is French to a screen reader and to dates. */
  lang: Exclude<Language, 'fr-simple'>;
  dir: 'ltr' | 'rtl';
  /** For Intl: in France, every script is mostly read with the digits of everyone. */
  locale: string;
}

export const SCRIPTS: Record<Language, Script> = {
  fr: { lang: 'fr', dir: 'ltr', locale: 'fr-FR' },
  'fr-simple': { lang: 'fr', dir: 'ltr', locale: 'fr-FR' },
  en: { lang: 'en', dir: 'ltr', locale: 'en-GB' },
  ar: { lang: 'ar', dir: 'rtl', locale: 'ar-u-nu-latn' },
  es: { lang: 'es', dir: 'ltr', locale: 'es-ES' },
  'pt-PT': { lang: 'pt-PT', dir: 'ltr', locale: 'pt-PT' },
  tr: { lang: 'tr', dir: 'ltr', locale: 'tr-TR' },
  'zh-Hans': { lang: 'zh-Hans', dir: 'ltr', locale: 'zh-Hans' },
  ta: { lang: 'ta', dir: 'ltr', locale: 'ta-u-nu-latn' },
  bn: { lang: 'bn', dir: 'ltr', locale: 'bn-u-nu-latn' },
  ur: { lang: 'ur', dir: 'rtl', locale: 'ur-u-nu-latn' },
  ro: { lang: 'ro', dir: 'ltr', locale: 'ro-RO' },
  uk: { lang: 'uk', dir: 'ltr', locale: 'uk-UA' },
  ru: { lang: 'ru', dir: 'ltr', locale: 'ru-RU' },
};

/** How a text of the city stands in a page: one in a language that this version does not know claims to be in none. */
export function scriptOf(language: Language | undefined): { lang: string; dir: 'ltr' | 'rtl' | 'auto' } {
  return language === undefined ? { lang: '', dir: 'auto' } : SCRIPTS[language];
}
