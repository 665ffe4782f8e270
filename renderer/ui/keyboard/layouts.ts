import { type Language, LANGUAGES } from '../../../shared/model/index.ts';
import { ar, ur } from './layouts/arabic.ts';
import { zhHans } from './layouts/chinese.ts';
import { ru, uk } from './layouts/cyrillic.ts';
import { bn, ta } from './layouts/indic.ts';
import { en, es, fr, ptPT, ro, tr } from './layouts/latin.ts';
import { type Layout } from './layouts/layout.ts';

export type KeyboardLanguage = Exclude<Language, 'fr-simple'>;

/** Easy French is written on the keyboard of French. */
export const KEYBOARD_LANGUAGES: readonly KeyboardLanguage[] = LANGUAGES.filter(
  (language) => language !== 'fr-simple',
);

export const LAYOUTS: Record<KeyboardLanguage, Layout> = {
  fr,
  en,
  ar,
  es,
  'pt-PT': ptPT,
  tr,
  'zh-Hans': zhHans,
  ta,
  bn,
  ur,
  ro,
  uk,
  ru,
};

export { LONGEST_ROW, type Layout, type Letters } from './layouts/layout.ts';
