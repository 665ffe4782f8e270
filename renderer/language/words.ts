import './typed-keys.ts';
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, LANGUAGES } from '../../shared/model/index.ts';
import { loadCatalogue, wordsAtStart } from './catalogues.ts';

const NAMESPACE = 'words';

/** The words of the screens, in French until a language is chosen. React writes text as text: nothing is escaped here. */
export function startWithWords(): i18n {
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: false,
    supportedLngs: [...LANGUAGES],
    resources: Object.fromEntries(
      LANGUAGES.map((language) => [language, { [NAMESPACE]: wordsAtStart(language) }]),
    ),
    defaultNS: NAMESPACE,
    ns: [NAMESPACE],
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  return words;
}

/** Shows the screens in `language`, once all its words are there. */
export async function speakLanguage(words: i18n, language: Language): Promise<void> {
  words.addResourceBundle(language, NAMESPACE, await loadCatalogue(language), true, true);
  await words.changeLanguage(language);
}
