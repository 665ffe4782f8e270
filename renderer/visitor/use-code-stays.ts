import { useEffect } from 'react';
import { useVisit } from './contexts.ts';

/**
 * How long a code stays on the screen: until it is noted, however long that takes (acc-22); once it is on paper, for a
 * short while, and then the question of `Idle` covers it (seal-4).
 */
export function useCodeStays(onPaper: boolean): void {
  const { setStay } = useVisit();
  useEffect(() => {
    setStay(onPaper ? 'code-on-paper' : 'until-left');
    return () => setStay('usual');
  }, [setStay, onPaper]);
}
