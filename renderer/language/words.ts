import './typed-keys.ts';
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES } from '../../shared/model/index.ts';
import { WORDS } from './catalogues.ts';

/**
 * The words of the screens, all languages at hand at once: changing the language needs no waiting. React writes text as
 * text, so nothing is escaped here.
 */
export function loadWords(): i18n {
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: false,
    supportedLngs: [...LANGUAGES],
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, { words: WORDS[language] }])),
    defaultNS: 'words',
    ns: ['words'],
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  return words;
}
