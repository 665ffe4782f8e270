import { type Language } from '../../shared/model/index.ts';

interface Script {
  /** The language tag for `lang` and for Intl: easy French is French to a screen reader and to dates. */
  lang: 'fr' | 'en' | 'ar';
  dir: 'ltr' | 'rtl';
  /** For Intl: in France, Arabic too is mostly read with the digits of everyone. */
  locale: string;
}

export const SCRIPTS: Record<Language, Script> = {
  fr: { lang: 'fr', dir: 'ltr', locale: 'fr-FR' },
  'fr-simple': { lang: 'fr', dir: 'ltr', locale: 'fr-FR' },
  en: { lang: 'en', dir: 'ltr', locale: 'en-GB' },
  ar: { lang: 'ar', dir: 'rtl', locale: 'ar-u-nu-latn' },
};
