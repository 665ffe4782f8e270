import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { SCRIPTS, useLanguage } from '../language/index.ts';
import { type Listening, ListeningContext } from '../listening/index.ts';
import { FIRST_HABITS, type KeyboardSettings, SIGN_NAMES, type SignName } from '../ui/index.ts';
import { useKiosk } from './contexts.ts';
import { useKept } from './use-kept.ts';

/** The keyboard in the visitor's script, the words on its keys, and what the visitor chose on an earlier one. */
export function useKeyboardWords(): KeyboardSettings {
  const { t } = useTranslation();
  const [habits, setHabits] = useKept('keyboard', FIRST_HABITS);
  const listening = useContext(ListeningContext);
  const sameKeyMilliseconds = useKiosk()?.description.sameKeyMilliseconds;
  const names = SIGN_NAMES.map((name): [SignName, string] => [name, t(`sign.${name}`)]);
  return {
    language: SCRIPTS[useLanguage()].lang,
    habits,
    onHabits: setHabits,
    sameKeyMilliseconds,
    onKeySaid: listening && ((key) => sayKey(key, listening, t('listen.private'))),
    words: {
      keyboard: t('keyboard.name'),
      space: t('keyboard.space'),
      erase: t('keyboard.erase'),
      eraseWord: t('keyboard.erase-word'),
      newLine: t('keyboard.new-line'),
      capitals: t('keyboard.capitals'),
      capitalsOn: t('keyboard.capitals.on'),
      capitalsOff: t('keyboard.capitals.off'),
      signs: t('keyboard.signs'),
      letters: t('keyboard.letters'),
      latin: t('keyboard.latin'),
      accents: t('keyboard.accents'),
      own: t('keyboard.own'),
      alphabetical: t('keyboard.alphabetical'),
      usual: t('keyboard.usual'),
      clear: t('keyboard.clear'),
      clearAsk: t('keyboard.clear.ask'),
      clearYes: t('keyboard.clear.yes'),
      clearNo: t('keyboard.clear.no'),
      candidates: t('keyboard.candidates'),
      more: t('keyboard.more'),
      speak: t('keyboard.speak'),
      speakOff: t('keyboard.speak.off'),
      names: Object.fromEntries(names) as Record<SignName, string>,
    },
  };
}

/** acc-25: whoever hears the keys hears what is written; on the loudspeaker nobody does. */
function sayKey(key: string, listening: Listening, otherwise: string): void {
  void listening.say(listening.alone ? key : otherwise);
}
