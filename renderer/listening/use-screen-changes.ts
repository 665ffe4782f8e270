import { useEffect, useEffectEvent } from 'react';
import { layerOf } from './blocks.ts';

/** Screens arrive in several steps of drawing: looked at once it is quiet. */
const QUIET_MILLISECONDS = 200;

/**
 * Tells when another screen, or a question, stands before the visitor, and when a notice comes up on the same screen.
 */
export function useScreenChanges(tell: {
  changed: () => void;
  noticed: (notice: HTMLElement) => void;
}): void {
  const changed = useEffectEvent(tell.changed);
  const noticed = useEffectEvent(tell.noticed);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let known = signature();
    let notices = noticesNow();
    const look = () => {
      const now = signature();
      const shown = noticesNow();
      const fresh = [...shown].find(([element, text]) => notices.get(element) !== text);
      notices = shown;
      if (now !== known) {
        known = now;
        changed();
      } else if (fresh) noticed(fresh[0]);
    };
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(look, QUIET_MILLISECONDS);
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, []);
}

/** What tells one screen from the next: the words of its title, in their language. */
function signature(): string {
  const layer = layerOf(document);
  const title = layer?.querySelector('h1')?.textContent ?? '';
  return `${document.documentElement.lang} ${layer?.className ?? ''} ${title}`;
}

function noticesNow(): Map<HTMLElement, string> {
  const found = document.querySelectorAll<HTMLElement>(
    ':is(main, .ask-overlay) :is([role="status"], output, [aria-live="polite"])',
  );
  return new Map([...found].map((element) => [element, element.innerText]));
}
