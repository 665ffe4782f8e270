import { useTranslation } from 'react-i18next';
import { type Language, languageSchema } from '../../shared/model/index.ts';

/** The language on the screen. */
export function useLanguage(): Language {
  return languageSchema.parse(useTranslation().i18n.language);
}
