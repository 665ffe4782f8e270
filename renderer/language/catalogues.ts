import startWords from 'virtual:start-words';
import type fr from '../../resources/locales/fr.json';
import { type Language } from '../../shared/model/index.ts';

/** The French catalogue is the first one: its keys are the keys of all, checked by the compiler. */
export type FrenchCatalogue = { [Key in keyof typeof fr]: string };

export type Catalogue = Readonly<Record<string, string>>;

/** What the page knows of a language before it is chosen: all of French, the greeting of the others. */
export function wordsAtStart(language: Language): Catalogue {
  const words = startWords[language];
  if (!words) throw new Error(`no words at the start in ${language}`);
  return words;
}

/** Who made the wording of the screens in a language; a machine's is marked until a person has approved it. */
export function madeBy(language: Language): 'human' | 'machine' {
  return language === 'fr' || wordsAtStart(language)['@by'] === 'human' ? 'human' : 'machine';
}

const LOADERS: Record<Exclude<Language, 'fr'>, () => Promise<{ default: Catalogue }>> = {
  'fr-simple': () => import('../../resources/locales/fr-simple.json', { with: { type: 'json' } }),
  en: () => import('../../resources/locales/en.json', { with: { type: 'json' } }),
  ar: () => import('../../resources/locales/ar.json', { with: { type: 'json' } }),
  es: () => import('../../resources/locales/es.json', { with: { type: 'json' } }),
  'pt-PT': () => import('../../resources/locales/pt-PT.json', { with: { type: 'json' } }),
  tr: () => import('../../resources/locales/tr.json', { with: { type: 'json' } }),
  'zh-Hans': () => import('../../resources/locales/zh-Hans.json', { with: { type: 'json' } }),
  ta: () => import('../../resources/locales/ta.json', { with: { type: 'json' } }),
  bn: () => import('../../resources/locales/bn.json', { with: { type: 'json' } }),
  ur: () => import('../../resources/locales/ur.json', { with: { type: 'json' } }),
  ro: () => import('../../resources/locales/ro.json', { with: { type: 'json' } }),
  uk: () => import('../../resources/locales/uk.json', { with: { type: 'json' } }),
  ru: () => import('../../resources/locales/ru.json', { with: { type: 'json' } }),
};

/** All words of a language; its file is read once. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === 'fr') return wordsAtStart('fr');
  return (await LOADERS[language]()).default;
}
