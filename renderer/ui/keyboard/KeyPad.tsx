import { createContext, type ReactNode, useEffect, useMemo, useRef } from 'react';

/** What all keys of a pad do alike. */
export interface KeyManners {
  /** acc-13: a second touch of the same key within this time is a hand that shakes. 0 to 500. */
  sameKeyMilliseconds: number;
  /** Told the name of each key that is touched. */
  onKeySaid?: ((words: string) => void) | undefined;
}

/** Less than for other controls, or "aller" would lose an l. */
const SAME_KEY_MILLISECONDS = 60;

export const KeyMannersContext = createContext<KeyManners>({ sameKeyMilliseconds: SAME_KEY_MILLISECONDS });

export interface KeyPadProps {
  sameKeyMilliseconds?: number | undefined;
  onKeySaid?: KeyManners['onKeySaid'];
  label: string;
  /** How many keys the longest row has: then all keys of the pad are as wide as that allows. */
  columns?: number;
  children: ReactNode;
}

/** Rows of keys. Touching one leaves the focus where it was: in the field that is being written. */
export function KeyPad({
  label,
  columns,
  sameKeyMilliseconds = SAME_KEY_MILLISECONDS,
  onKeySaid,
  children,
}: KeyPadProps) {
  const pad = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const element = pad.current;
    const keepFocus = (event: Event) => event.preventDefault();
    element?.addEventListener('mousedown', keepFocus);
    return () => element?.removeEventListener('mousedown', keepFocus);
  }, []);
  const manners = useMemo(() => ({ sameKeyMilliseconds, onKeySaid }), [sameKeyMilliseconds, onKeySaid]);
  // Keys stand where they stand on a real keyboard, whatever the reading direction.
  return (
    <fieldset ref={pad} aria-label={label} className="keyboard" dir="ltr" data-columns={columns}>
      <KeyMannersContext value={manners}>{children}</KeyMannersContext>
    </fieldset>
  );
}

/** `wide`: the row of the space bar; `tools`: keys with words on them, under the others. */
export function KeyRow({ children, kind }: { children: ReactNode; kind?: 'wide' | 'tools' }) {
  return (
    <div className="keyboard-row" data-kind={kind}>
      {children}
    </div>
  );
}
