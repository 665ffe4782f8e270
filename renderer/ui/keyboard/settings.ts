import { type KeyboardLanguage } from './layouts.ts';
import { type SignName } from './signs.ts';

/** The words on and behind the keys, in the visitor's language. */
export interface KeyboardWords {
  keyboard: string;
  space: string;
  erase: string;
  eraseWord: string;
  newLine: string;
  capitals: string;
  capitalsOn: string;
  capitalsOff: string;
  /** The key towards digits and punctuation, and the way back. */
  signs: string;
  letters: string;
  /** The keys towards the second page of letters, and the way back. */
  latin: string;
  accents: string;
  own: string;
  alphabetical: string;
  usual: string;
  clear: string;
  clearAsk: string;
  clearYes: string;
  clearNo: string;
  candidates: string;
  more: string;
  speak: string;
  speakOff: string;
  names: Record<SignName, string>;
}

/** What a visitor chose on one keyboard and expects on the next. */
export interface KeyboardHabits {
  alphabetical: boolean;
  /** Each key says its name. */
  said: boolean;
}

export const FIRST_HABITS: KeyboardHabits = { alphabetical: false, said: false };

/** The same for every keyboard of a visit. */
export interface KeyboardSettings {
  language: KeyboardLanguage;
  words: KeyboardWords;
  habits: KeyboardHabits;
  onHabits: (habits: KeyboardHabits) => void;
  /** Says the name of a touched key aloud. Absent where nothing can be said: then nobody is offered it. */
  onKeySaid?: ((words: string) => void) | undefined;
  /** acc-13: from 0 to 500. */
  sameKeyMilliseconds?: number | undefined;
}

/** The manners of the keys that these settings ask for. */
export function mannersOf({ habits, onKeySaid, sameKeyMilliseconds }: KeyboardSettings) {
  return { sameKeyMilliseconds, onKeySaid: habits.said ? onKeySaid : undefined };
}
