import { Children, type CSSProperties, type ReactNode, useContext, useRef } from 'react';
import { Button } from 'react-aria-components';
import { type Need } from '../../shared/model/index.ts';
import { HearContext } from './hear.ts';
import { Pictogram, type PictogramName } from './Pictogram.tsx';
import { SpeakButton } from './SpeakButton.tsx';
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
  /** Has its loudspeaker always, not only while somebody listens; the words name it. */
  speaks?: string;
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
  speaks,
}: ChoiceCardProps) {
  const press = useSinglePress(onPress);
  const hear = useContext(HearContext);
  const card = useRef<HTMLButtonElement>(null);
  const button = (
    <Button
      ref={card}
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
  if (speaks === undefined && !hear?.open) return button;
  return (
    <div className="choice">
      {button}
      <SpeakButton of={card} text={speaks} />
    </div>
  );
}

export interface ChoicesProps {
  children: ReactNode;
  columns?: 1 | 2;
  /** `tall` lets the cards grow to fill the screen, where they are the screen; `names` are single words. */
  cards?: 'tall' | 'plain' | 'names';
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
