const EVENTS = ['pointerdown', 'keydown', 'wheel'] as const;

/**
 * Tells every touch, key and turn of a wheel, before anything can swallow it.
 * @returns what ends the telling
 */
export function watchSignsOfLife(alive: (event: Event) => void): () => void {
  for (const event of EVENTS) addEventListener(event, alive, { capture: true, passive: true });
  return () => {
    for (const event of EVENTS) removeEventListener(event, alive, { capture: true });
  };
}
