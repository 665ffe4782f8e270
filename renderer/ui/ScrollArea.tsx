import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { BigButton } from './BigButton.tsx';
import { scrollBehaviour } from './may-move.ts';

export interface ScrollWords {
  up: string;
  down: string;
  /** Names the region for somebody who reaches it with a keyboard. */
  region: string;
}

interface Room {
  above: boolean;
  below: boolean;
}

/** Part of a screenful, so that the last lines read stay in sight. */
const STEP_OF_VIEW = 0.8;

/** acc-8: what does not fit scrolls by two plain buttons; swiping works, and is never needed. */
export function ScrollArea({ words, children }: { words: ScrollWords; children: ReactNode }) {
  const view = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room>({ above: false, below: false });

  const measure = useCallback(() => {
    const element = view.current;
    if (element) setRoom((known) => sameOr(known, roomIn(element)));
  }, []);

  useEffect(() => {
    const observer = new ResizeObserver(measure);
    for (const element of [view.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);

  function scroll(direction: 1 | -1) {
    const element = view.current;
    element?.scrollBy({
      top: direction * element.clientHeight * STEP_OF_VIEW,
      behavior: scrollBehaviour(),
    });
  }

  const scrollable = room.above || room.below;
  return (
    <div className="scroll-area">
      <div
        ref={view}
        className="scroll-view"
        onScroll={measure}
        data-above={room.above}
        data-below={room.below}
        {...(scrollable ? { tabIndex: 0, role: 'region', 'aria-label': words.region } : {})}
      >
        <div ref={content} className="scroll-content">
          {children}
        </div>
      </div>
      {scrollable && (
        <div className="scroll-buttons">
          {room.above && (
            <BigButton onPress={() => scroll(-1)} pictogram={{ name: 'chevron-up' }}>
              {words.up}
            </BigButton>
          )}
          {room.below && (
            <BigButton onPress={() => scroll(1)} pictogram={{ name: 'chevron-down' }}>
              {words.down}
            </BigButton>
          )}
        </div>
      )}
    </div>
  );
}

function roomIn(element: HTMLElement): Room {
  const furthest = element.scrollHeight - element.clientHeight;
  return { above: element.scrollTop > 1, below: element.scrollTop < furthest - 1 };
}

function sameOr(known: Room, next: Room): Room {
  return known.above === next.above && known.below === next.below ? known : next;
}
