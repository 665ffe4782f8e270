import ar from '../../resources/locales/ar.json' with { type: 'json' };
import en from '../../resources/locales/en.json' with { type: 'json' };
import frSimple from '../../resources/locales/fr-simple.json' with { type: 'json' };
import fr from '../../resources/locales/fr.json' with { type: 'json' };
import { type Language } from '../../shared/model/index.ts';

/** The French catalogue is the first one: its keys are the keys of all, checked by the compiler. */
export type FrenchCatalogue = { [Key in keyof typeof fr]: string };

/** Who made the wording of the screens in each language. */
export const MADE_BY: Record<Language, 'human' | 'machine'> = {
  fr: 'human',
  'fr-simple': madeBy(frSimple),
  en: madeBy(en),
  ar: madeBy(ar),
};

export const WORDS: Record<Language, Record<string, string>> = {
  fr: Object.fromEntries(Object.entries(fr).map(([key, entry]) => [key, entry.text])),
  'fr-simple': frSimple,
  en,
  ar,
};

function madeBy(catalogue: { '@by': string }): 'human' | 'machine' {
  return catalogue['@by'] === 'human' ? 'human' : 'machine';
}
