import { useEffect, useState } from 'react';

export type Asked<T> =
  { state: 'waiting' } | { state: 'answered'; value: T } | { state: 'failed'; again: () => void };

/**
 * What the kiosk answers to one question. Asked again when `key` changes, keeping the last answer on the screen
 * meanwhile: content that is renewed under a reader must not blink.
 */
export function useAsked<T>(ask: () => Promise<T>, key: string): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'waiting' });
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let current = true;
    ask().then(
      (value) => {
        if (current) setAsked({ state: 'answered', value });
      },
      () => {
        if (current) setAsked({ state: 'failed', again: () => setTries((count) => count + 1) });
      },
    );
    return () => {
      current = false;
    };
    // `key` says what is asked; a new closure alone is not a new question.
  }, [key, tries]);

  return asked;
}
