import { type ReactNode, useEffect, useRef } from 'react';

/** Rows of keys. Touching one leaves the focus where it was: in the field that is being written. */
export function KeyPad({ label, children }: { label: string; children: ReactNode }) {
  const pad = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const element = pad.current;
    const keepFocus = (event: Event) => event.preventDefault();
    element?.addEventListener('mousedown', keepFocus);
    return () => element?.removeEventListener('mousedown', keepFocus);
  }, []);
  // Keys stand where they stand on a real keyboard, whatever the reading direction.
  return (
    <fieldset ref={pad} aria-label={label} className="keyboard" dir="ltr">
      {children}
    </fieldset>
  );
}

export function KeyRow({ children }: { children: ReactNode }) {
  return <div className="keyboard-row">{children}</div>;
}
