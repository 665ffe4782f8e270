import { type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { longestWord } from './longest-word.ts';
import { Pictogram, type PictogramProps } from './Pictogram.tsx';
import { useSinglePress } from './use-single-press.ts';

export interface BigButtonProps {
  children: ReactNode;
  onPress: () => void;
  /** `main` is the one next thing to touch; a screen has one at most. `small` stands in a bar, its picture above it. */
  kind?: 'main' | 'plain' | 'quiet' | 'small';
  pictogram?: PictogramProps;
  /** Said instead of the visible words where they alone would not tell two buttons apart. */
  label?: string;
  pressed?: boolean;
}

export function BigButton({ children, onPress, kind = 'plain', pictogram, label, pressed }: BigButtonProps) {
  const press = useSinglePress(onPress);
  return (
    <Button
      className="big-button"
      data-kind={kind}
      onPress={press}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
    >
      {pictogram && <Pictogram {...pictogram} />}
      <span
        className="big-button-words"
        style={kind === 'small' && typeof children === 'string' ? longestWord(children) : {}}
      >
        {children}
      </span>
    </Button>
  );
}
