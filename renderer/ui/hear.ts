import { createContext } from 'react';

/** How a component has itself read aloud; who reads is not its business. */
export interface Hear {
  /** Somebody listens: every text shows a loudspeaker. */
  open: boolean;
  /** Names the loudspeaker beside a text. */
  label: (text: string) => string;
  hear: (element: HTMLElement) => void;
}

/** Absent where nothing can be heard, as in the console. */
export const HearContext = createContext<Hear | undefined>(undefined);
