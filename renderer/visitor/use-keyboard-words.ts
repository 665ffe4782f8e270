import { useTranslation } from 'react-i18next';
import { SCRIPTS, useLanguage } from '../language/index.ts';
import { type KeyboardLanguage, type KeyboardWords } from '../ui/index.ts';

/** The keyboard in the visitor's script, and the words on its keys. */
export function useKeyboardWords(): { language: KeyboardLanguage; words: KeyboardWords } {
  const { t } = useTranslation();
  return {
    language: 'fr',
    words: {
      keyboard: t('keyboard.name'),
      space: t('keyboard.space'),
      erase: t('keyboard.erase'),
      eraseWord: t('keyboard.erase-word'),
      newLine: t('keyboard.new-line'),
      capitals: t('keyboard.capitals'),
      signs: t('keyboard.signs'),
      letters: t('keyboard.letters'),
    },
  };
}
