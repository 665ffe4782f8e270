import { useEffect, useEffectEvent, useState } from 'react';

export type Asked<T> =
  { state: 'waiting' } | { state: 'answered'; value: T } | { state: 'failed'; again: () => void };

/**
 * What the kiosk answers to one question. Asked again when `question` changes, keeping the last answer on the screen
 * meanwhile: content that is renewed under a reader must not blink.
 */
export function useAsked<T>(question: string, ask: () => Promise<T>): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { question?: string }>({ state: 'waiting' });
  const askNow = useEffectEvent(ask);

  useEffect(() => {
    let current = true;
    async function run(): Promise<void> {
      try {
        const value = await askNow();
        if (current) setAsked({ question, state: 'answered', value });
      } catch {
        if (current) setAsked({ question, state: 'failed', again: () => void run() });
      }
    }
    void run();
    return () => {
      current = false;
    };
  }, [question]);

  return asked;
}
