import { Key } from './Key.tsx';
import { type KeyboardSettings } from './settings.ts';

/** Offers that each key says its name, where something can be said. */
export function SpeakKey({ habits, onHabits, onKeySaid, words }: KeyboardSettings) {
  if (!onKeySaid) return undefined;
  return (
    <Key shape="tool" onPress={() => onHabits({ ...habits, said: !habits.said })}>
      {habits.said ? words.speakOff : words.speak}
    </Key>
  );
}
