import { type RefObject, useEffect, useRef } from 'react';

/** Puts the focus on an element as it appears, when it is what somebody has just asked for. */
export function useFirstFocus<Place extends HTMLElement>(wanted = true): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const first = useRef(wanted);
  useEffect(() => {
    if (first.current) place.current?.focus();
    first.current = false;
  }, []);
  return place;
}
