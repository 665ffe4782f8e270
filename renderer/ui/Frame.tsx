import { type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Pictogram, type PictogramProps } from './Pictogram.tsx';
import { longestWord } from './longest-word.ts';
import { useSinglePress } from './use-single-press.ts';

interface FrameItem {
  id: string;
  word: string;
  pictogram: PictogramProps;
  onPress: () => void;
  /** An item that would do nothing leaves its place empty; the others do not move. */
  absent?: boolean;
  /** For an item that is on or off. */
  pressed?: boolean;
}

export interface FrameProps {
  /** Names the bar for a screen reader. */
  label: string;
  /** Where and when, small, at the top. */
  place: ReactNode;
  /** The city's sign. */
  sign: ReactNode;
  /** What has to be known on every screen of this visit, small, under the sign. */
  mark?: ReactNode;
  /** Between the screen and the bar: the bar for listening, while somebody listens. */
  above?: ReactNode;
  items: FrameItem[];
  children: ReactNode;
}

/** What surrounds every screen, always in the same places (acc-11). */
export function Frame({ label, place, sign, mark, above, items, children }: FrameProps) {
  return (
    <div className="frame">
      <header className="frame-top">
        <span className="frame-sign">{sign}</span>
        {mark !== undefined && <span className="frame-mark">{mark}</span>}
        <span className="frame-place">{place}</span>
      </header>
      {children}
      {above}
      <nav className="frame-bar" aria-label={label}>
        {items.map((item) => (
          <div key={item.id} className="frame-slot">
            {!item.absent && <FrameButton item={item} />}
          </div>
        ))}
      </nav>
    </div>
  );
}

function FrameButton({ item }: { item: FrameItem }) {
  const press = useSinglePress(item.onPress);
  return (
    <Button
      className="frame-button"
      onPress={press}
      {...(item.pressed === undefined ? {} : { 'aria-pressed': item.pressed })}
    >
      <Pictogram {...item.pictogram} />
      <span className="frame-word" style={longestWord(item.word)}>
        {item.word}
      </span>
    </Button>
  );
}
