import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type Opening } from '../../shared/contract/index.ts';
import { type Connection } from '../connection/index.ts';
import { speakLanguage } from '../language/index.ts';

/** In a preview, the console says how the page looks and where it is; `open` is told once the language is there. */
export function useOpening({ preview }: Connection, open: (opening: Opening) => void): void {
  const { i18n } = useTranslation();
  const opened = useEffectEvent(open);
  useEffect(() => {
    let last: Opening | undefined;
    async function follow(opening: Opening): Promise<void> {
      last = opening;
      await speakLanguage(i18n, opening.language);
      // A language that took long to come must not undo a later word.
      if (last === opening) opened(opening);
    }
    const stop = preview?.watch((opening) => void follow(opening));
    return () => {
      last = undefined;
      stop?.();
    };
  }, [preview, i18n]);
}
