import { useRef } from 'react';

/** acc-13: a hand that shakes touches twice. A second touch on the same control within this time is the same touch. */
const SAME_TOUCH_MILLISECONDS = 500;

/** `action`, at most once in `milliseconds`. */
export function useSinglePress(action: () => void, milliseconds = SAME_TOUCH_MILLISECONDS): () => void {
  const lastPress = useRef(-Infinity);
  return () => {
    const now = performance.now();
    if (now - lastPress.current < milliseconds) return;
    lastPress.current = now;
    action();
  };
}
