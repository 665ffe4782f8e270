import { createInstance, type i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import en from '../../resources/locales/staff/en.json' with { type: 'json' };
import fr from '../../resources/locales/staff/fr.json' with { type: 'json' };

type WithoutPlural<Key> = Key extends `${infer Base}_${'one' | 'many' | 'other'}` ? Base : Key;

export type StaffKey = WithoutPlural<keyof typeof fr>;

/** The words of the staff window: those who care for a site read French, those who check it may prefer English. */
export function startStaffWords(): i18n {
  const words = createInstance();
  void words.init({
    lng: 'fr',
    fallbackLng: 'fr',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      fr: { translation: Object.fromEntries(Object.entries(fr).map(([key, { text }]) => [key, text])) },
      en: { translation: en },
    },
  });
  return words;
}

export function useStaffWords() {
  const { t, i18n } = useTranslation();
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  return {
    /* i18next takes one set of typed keys for the whole program, and the visitor's pages have it. */
    say: t as unknown as (key: StaffKey, values?: Record<string, string | number>) => string,
    other,
    change() {
      document.documentElement.lang = other;
      void i18n.changeLanguage(other);
    },
  };
}
