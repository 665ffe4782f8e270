import 'i18next';
import { type FrenchCatalogue } from './catalogues.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: FrenchCatalogue };
    keySeparator: false;
    nsSeparator: false;
  }
}
