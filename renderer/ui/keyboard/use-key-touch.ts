import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from 'react';
import { useSinglePress } from '../use-single-press.ts';

/** What a button needs to be a key. */
export interface KeyTouch {
  pressed: boolean;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => void;
    onPointerLeave: (event: PointerEvent<HTMLButtonElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLButtonElement>) => void;
    onPointerCancel: (event: PointerEvent<HTMLButtonElement>) => void;
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
    onClick: (event: MouseEvent<HTMLButtonElement>) => void;
  };
}

/**
 * acc-14: a key acts when the finger that touched it leaves the screen on it; sliding off cancels. Each finger is
 * followed by itself: the browser makes no click of the second of two, and React Aria's press, which waits for one,
 * then takes the focus away from the field. A click without a finger comes from Enter, a switch or a screen reader.
 */
export function useKeyTouch(action: () => void, sameKeyMilliseconds: number): KeyTouch {
  const act = useSinglePress(action, sameKeyMilliseconds);
  const finger = useRef<number>(undefined);
  const [pressed, setPressed] = useState(false);

  function letGo(event: PointerEvent<HTMLButtonElement>): boolean {
    if (event.pointerId !== finger.current) return false;
    finger.current = undefined;
    setPressed(false);
    return true;
  }

  return {
    pressed,
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0 || finger.current !== undefined) return;
        // Else a touch belongs to this key until its end, and sliding off would go unnoticed.
        event.currentTarget.releasePointerCapture(event.pointerId);
        finger.current = event.pointerId;
        setPressed(true);
      },
      onPointerLeave: letGo,
      onPointerCancel: letGo,
      onPointerUp(event) {
        if (letGo(event)) act();
      },
      onKeyDown(event) {
        if (event.repeat) event.preventDefault();
      },
      onClick(event) {
        if (event.detail === 0) act();
      },
    },
  };
}
