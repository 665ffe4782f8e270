import { Children, type CSSProperties, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { type Need } from '../../shared/model/index.ts';
import { Pictogram, type PictogramName } from './Pictogram.tsx';
import { useSinglePress } from './use-single-press.ts';

export interface ChoiceCardProps {
  title: ReactNode;
  onPress: () => void;
  pictogram?: PictogramName;
  /** One more line under the title. */
  line?: ReactNode;
  /** One fact, set apart: a state, a day, a place. */
  fact?: ReactNode;
  /** The need whose colour the card wears. */
  need?: Need;
  /** Says with a word and a tick that this is the choice made; absent where cards lead somewhere instead. */
  chosen?: { is: boolean; word: string };
  /** The language of the card's words when it is not the page's. */
  language?: { lang: string; dir: 'ltr' | 'rtl' };
}

export function ChoiceCard({
  title,
  onPress,
  pictogram,
  line,
  fact,
  need,
  chosen,
  language,
}: ChoiceCardProps) {
  const press = useSinglePress(onPress);
  return (
    <Button
      className="choice-card"
      data-need={need}
      onPress={press}
      {...language}
      {...(chosen ? { 'aria-pressed': chosen.is } : {})}
    >
      {pictogram && (
        <span className="choice-card-ground">
          <Pictogram name={pictogram} />
        </span>
      )}
      <span className="choice-card-words">
        <span className="choice-card-title">{title}</span>
        {line !== undefined && <span className="choice-card-line">{line}</span>}
        {fact !== undefined && <span className="choice-card-fact">{fact}</span>}
      </span>
      {chosen?.is && (
        <span className="choice-card-chosen">
          <Pictogram name="check" />
          {chosen.word}
        </span>
      )}
    </Button>
  );
}

export interface ChoicesProps {
  children: ReactNode;
  columns?: 1 | 2;
  /** `tall` lets the cards grow to fill the screen, where they are the screen. */
  cards?: 'tall' | 'plain';
}

/** Cards under one another, or side by side where there is room and they are short. */
export function Choices({ children, columns = 1, cards = 'plain' }: ChoicesProps) {
  const rows = Math.ceil(Children.toArray(children).length / columns);
  return (
    <div className="choices" data-columns={columns} data-cards={cards} style={countOf(rows)}>
      {children}
    </div>
  );
}

/** A custom property, which the type of styles does not know. */
function countOf(rows: number): CSSProperties {
  return Object.fromEntries([['--rows', rows]]);
}
