import { type ReactNode, useEffect, useRef } from 'react';
import { type Need } from '../../shared/model/index.ts';
import { Pictogram, type PictogramName } from './Pictogram.tsx';
import { ScrollArea, type ScrollWords } from './ScrollArea.tsx';

export interface ScreenProps {
  /** Absent only while nothing is known yet of what will be shown. */
  title?: ReactNode;
  /** What to look at: sits high, at eye level, or on the first side in landscape. */
  children?: ReactNode;
  /** What to touch: sits low, within reach, or on the second side in landscape. */
  hand?: ReactNode;
  /** Which of the two scrolls when the room is not enough; the other keeps its height. */
  scrolls?: 'reading' | 'hand';
  scrollWords: ScrollWords;
  pictogram?: PictogramName;
  /** The need whose colour follows the visitor here. */
  need?: Need;
  /** A large picture over the title, where little else is on the screen. */
  poster?: boolean;
}

/** One screen, one idea: a title, something to read, something to touch. */
export function Screen({
  title,
  children,
  hand,
  scrolls = 'reading',
  scrollWords,
  pictogram,
  need,
  poster = false,
}: ScreenProps) {
  return (
    <main
      className="screen"
      data-need={need}
      data-scrolls={scrolls}
      data-with-hand={hand !== undefined}
      data-poster={poster}
    >
      {/* Where the hand scrolls this keeps its height; beside it, in landscape, it can still be too long for the screen. */}
      <Zone name="reading" scrolls words={scrollWords}>
        {title !== undefined && (
          <header className="screen-head">
            {pictogram && (
              <span className="screen-ground">
                <Pictogram name={pictogram} />
              </span>
            )}
            <Title>{title}</Title>
          </header>
        )}
        {children}
      </Zone>
      {hand !== undefined && (
        <Zone name="hand" scrolls={scrolls === 'hand'} words={scrollWords}>
          {hand}
        </Zone>
      )}
    </main>
  );
}

interface ZoneProps {
  name: 'reading' | 'hand';
  scrolls: boolean;
  words: ScrollWords;
  children: ReactNode;
}

function Zone({ name, scrolls, words, children }: ZoneProps) {
  const content = <div className="zone-content">{children}</div>;
  return (
    <div className={`zone ${name}-zone`}>
      {scrolls ? <ScrollArea words={words}>{content}</ScrollArea> : content}
    </div>
  );
}

/** Takes the focus when the screen comes, so that a screen reader says where one is. */
function Title({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A field that took the focus first keeps it: the physical keyboard must write there.
    if (!(document.activeElement instanceof HTMLTextAreaElement))
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className="screen-title">
      {children}
    </h1>
  );
}
