import 'i18next';
import { type FrenchCatalogue } from './catalogues.ts';
import { type Placeholders } from './placeholders.ts';

type WithoutPluralForm<Key> = Key extends `${infer Base}_${'one' | 'many' | 'other'}` ? Base : Key;

/** Each text as far as a call needs to know it: the values that must be given with the key. */
type Texts = {
  [Key in keyof FrenchCatalogue]: WithoutPluralForm<Key> extends keyof Placeholders
    ? Placeholders[WithoutPluralForm<Key>]
    : string;
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: Texts };
    keySeparator: false;
    nsSeparator: false;
  }
}
