import { type ReactNode, useContext } from 'react';
import { Pictogram, type PictogramProps } from '../Pictogram.tsx';
import { KeyMannersContext } from './KeyPad.tsx';
import { useKeyTouch } from './use-key-touch.ts';

export interface KeyProps {
  children?: ReactNode;
  onPress: () => void;
  label?: string | undefined;
  /** What is said aloud when the key is touched, where it is not its label or its letter. */
  said?: string;
  pictogram?: PictogramProps;
  /** A key for one letter, or one with more on it. */
  shape?: 'wide' | 'space' | 'tool' | 'candidate';
  pressed?: boolean;
  lang?: string;
  /** For signs that turn round with the script: the key shows what will be written. */
  dir?: 'rtl' | undefined;
  /** Its sign needs smaller type. */
  broad?: boolean;
}

export function Key({
  children,
  onPress,
  label,
  said,
  pictogram,
  shape,
  pressed,
  lang,
  dir,
  broad,
}: KeyProps) {
  const { sameKeyMilliseconds, onKeySaid } = useContext(KeyMannersContext);
  const name = said ?? label ?? (typeof children === 'string' ? children : undefined);
  const touch = useKeyTouch(() => {
    if (name !== undefined) onKeySaid?.(name);
    onPress();
  }, sameKeyMilliseconds);
  return (
    <button
      type="button"
      className="key"
      data-shape={shape}
      data-broad={broad || undefined}
      data-pressed={touch.pressed || undefined}
      aria-label={label}
      aria-pressed={pressed}
      lang={lang}
      dir={dir}
      {...touch.handlers}
    >
      {pictogram ? <Pictogram {...pictogram} /> : children}
    </button>
  );
}
