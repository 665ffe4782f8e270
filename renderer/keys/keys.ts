import { createContext, useContext } from 'react';
import { type KeyVerb } from '../../shared/contract/index.ts';

/** The use of the kiosk without touch. */
export interface Keys {
  /** Somebody uses keys or switches: times are longer, every screen is read, the focus is drawn. */
  active: boolean;
  /** The picture is hidden and everything is heard. */
  dark: boolean;
  setDark: (dark: boolean) => void;
  /** The kiosk moves on by itself, for one switch. */
  scanning: boolean;
  setScanning: (scanning: boolean) => void;
  /** Seconds between two moves, 1 to 10 (acc-29). */
  scanSeconds: number;
  setScanSeconds: (seconds: number) => void;
  /** Keys say what they do and do nothing else. */
  trying: boolean;
  setTrying: (trying: boolean) => void;
  /** The switches that were pressed in this visit. */
  switches: readonly KeyVerb[];
}

export const KeysContext = createContext<Keys | undefined>(undefined);

export function useKeys(): Keys {
  const keys = useContext(KeysContext);
  if (!keys) throw new Error('used outside of keys');
  return keys;
}
