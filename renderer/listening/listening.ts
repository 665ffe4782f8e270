import { createContext, useContext } from 'react';
import { type Language } from '../../shared/model/index.ts';
import { type ReaderState } from './reader.ts';
import { type Signing } from './use-signing.ts';

/** What the screens can ask of the voice, and what they have to know of it. */
export interface Reading extends ReaderState {
  /** The bar is there, and every text shows its loudspeaker. */
  open: boolean;
  /** Every screen is read by itself when it comes. */
  always: boolean;
  rate: number;
  volume: number;
  setOpen: (open: boolean) => void;
  setAlways: (always: boolean) => void;
  setRate: (step: number) => void;
  setVolume: (step: number) => void;
  readScreen: () => void;
  readElement: (element: HTMLElement) => void;
  /** The block after, or before, the one that was read last. */
  step: (by: 1 | -1) => void;
  again: () => void;
  stop: () => void;
  /** Gets the voice of a language ready: somebody is there who may soon ask for it. */
  warmUp: (language: Language) => void;
  /** Says a sentence that does not stand on the screen; resolves when it was heard, or cut. */
  say: (text: string) => Promise<void>;
  /** Says a reached control: its name, what it is, and which one of how many. */
  announce: (element: HTMLElement, place: { number: number; total: number }) => void;
  /** Whether only one person hears the kiosk. */
  alone: boolean;
  setPlugged: (plugged: boolean) => void;
}

/** What is heard, and what is seen in sign language. */
export interface Listening extends Reading, Signing {}

export const ListeningContext = createContext<Listening | undefined>(undefined);

export function useListening(): Listening {
  const listening = useContext(ListeningContext);
  if (!listening) throw new Error('used outside of listening');
  return listening;
}
