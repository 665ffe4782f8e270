import { createInstance, type i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import en from '../../../resources/locales/console/en.json' with { type: 'json' };
import fr from '../../../resources/locales/console/fr.json' with { type: 'json' };

/** The languages of these pages. Agents write French; English is for those who show or check the console. */
export const CONSOLE_LANGUAGES = ['fr', 'en'] as const;

export type ConsoleLanguage = (typeof CONSOLE_LANGUAGES)[number];

type WithoutPlural<Key> = Key extends `${infer Base}_${'one' | 'many' | 'other'}` ? Base : Key;

export type MessageKey = WithoutPlural<keyof typeof fr>;

type Values = Record<string, string | number>;

/** The sentence of a key, with its values filled in. */
export type Say = (key: MessageKey, values?: Values) => string;

/** Both catalogues, ready at once: nothing is fetched, so no screen ever shows a key. */
export function startMessages(language: ConsoleLanguage): i18n {
  const messages = createInstance();
  void messages.init({
    lng: language,
    fallbackLng: 'fr',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    /** React escapes. */
    interpolation: { escapeValue: false },
    resources: {
      fr: {
        translation: Object.fromEntries(Object.entries(fr).map(([key, message]) => [key, message.text])),
      },
      en: { translation: en },
    },
  });
  return messages;
}

export interface Messages {
  language: ConsoleLanguage;
  say: Say;
  change: (language: ConsoleLanguage) => void;
}

export function useMessages(): Messages {
  const { t, i18n } = useTranslation();
  return {
    language: i18n.language === 'en' ? 'en' : 'fr',
    /* i18next takes one set of typed keys for the whole program, and the visitor's pages have it. */
    say: t as unknown as Say,
    change: (language) => void i18n.changeLanguage(language),
  };
}
