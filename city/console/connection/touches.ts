/** What somebody does who sits before the page; the page itself does none of these. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let touchedAt = 0;

/** Begins to note when the page was last touched: to come here was a touch. */
export function noteTouches(): void {
  const note = () => {
    touchedAt = performance.now();
  };
  note();
  for (const touch of TOUCHES) window.addEventListener(touch, note, { passive: true, capture: true });
}

/** Whole seconds since then. The hub ends a session that nobody sits at, and could not tell: the page asks by itself. */
export function idleSeconds(): number {
  return Math.floor((performance.now() - touchedAt) / 1000);
}
