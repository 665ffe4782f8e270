import { type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Pictogram, type PictogramProps } from '../Pictogram.tsx';
import { useSinglePress } from '../use-single-press.ts';

/** acc-13: less than for other controls, or "aller" would lose an l. */
const SAME_KEY_MILLISECONDS = 60;

export interface KeyProps {
  children?: ReactNode;
  onPress: () => void;
  label?: string;
  pictogram?: PictogramProps;
  wide?: boolean;
  space?: boolean;
  pressed?: boolean;
  lang?: string;
}

export function Key({ children, onPress, label, pictogram, wide, space, pressed, lang }: KeyProps) {
  const press = useSinglePress(onPress, SAME_KEY_MILLISECONDS);
  return (
    <Button
      className="key"
      // The field keeps the focus and its cursor: on an older engine a field without focus forgets where it was.
      preventFocusOnPress
      onPress={press}
      data-wide={wide}
      data-space={space}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(lang === undefined ? {} : { lang })}
    >
      {pictogram ? <Pictogram {...pictogram} /> : children}
    </Button>
  );
}
