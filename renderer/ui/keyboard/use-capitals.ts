import { useState } from 'react';
import { type KeyboardWords } from './settings.ts';

export interface Capitals {
  on: boolean;
  turn: () => void;
  /** A letter was written: the capital was for that one. */
  used: () => void;
  /** EN 5.6: for who cannot see the key. */
  announced: string;
}

/** A capital for the next letter. */
export function useCapitals(words: KeyboardWords): Capitals {
  const [on, setOn] = useState(false);
  const [announced, setAnnounced] = useState('');
  return {
    on,
    turn() {
      setOn(!on);
      setAnnounced(on ? words.capitalsOff : words.capitalsOn);
    },
    used() {
      setOn(false);
      setAnnounced('');
    },
    announced,
  };
}
