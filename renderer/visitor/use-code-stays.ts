import { useEffect, useEffectEvent } from 'react';
import { USUAL_ACCESS } from '../../shared/contract/index.ts';
import { useKeys } from '../keys/index.ts';
import { useListening } from '../listening/index.ts';
import { useKiosk, useVisit } from './contexts.ts';
import { watchSignsOfLife } from './signs-of-life.ts';

/** seal-4: long enough to compare the paper with the screen, short enough for the next in line. */
const ON_PAPER_SECONDS = 30;

/**
 * How long a code stays on the screen: until it is noted, however long that takes; once it is on paper, half a minute
 * after the last touch, longer for whoever uses keys or the voice (acc-22).
 */
export function useCodeStays(onPaper: boolean): void {
  const { hold, end } = useVisit();
  const { active } = useKeys();
  const { open, speaking } = useListening();
  const { slowFactor } = useKiosk()?.description.idle ?? USUAL_ACCESS.idle;
  const seconds = ON_PAPER_SECONDS * (active || open ? slowFactor : 1);
  const leave = useEffectEvent(() => end('finished'));

  useEffect(() => {
    hold(!onPaper);
    return () => hold(false);
  }, [hold, onPaper]);

  useEffect(() => {
    if (!onPaper || speaking) return undefined;
    let timer = setTimeout(() => leave(), seconds * 1_000);
    const again = watchSignsOfLife(() => {
      clearTimeout(timer);
      timer = setTimeout(() => leave(), seconds * 1_000);
    });
    return () => {
      clearTimeout(timer);
      again();
    };
  }, [onPaper, speaking, seconds]);
}
