import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { Pictogram, type PictogramProps } from '../Pictogram.tsx';
import { useSinglePress } from '../use-single-press.ts';
import { type KeyboardLanguage, LAYOUTS } from './layouts.ts';

/** The words on and behind the keys, in the visitor's language. */
export interface KeyboardWords {
  keyboard: string;
  space: string;
  erase: string;
  eraseWord: string;
  newLine: string;
  capitals: string;
  /** The key towards digits and punctuation, and the way back. */
  signs: string;
  letters: string;
}

export interface KeyboardProps {
  language: KeyboardLanguage;
  words: KeyboardWords;
  onSign: (sign: string) => void;
  onErase: () => void;
  onEraseWord: () => void;
  /** Absent where a line break means nothing. */
  onNewLine?: () => void;
}

/** acc-13: less than for other controls, or "aller" would lose an l. */
const SAME_KEY_MILLISECONDS = 60;

export function OnScreenKeyboard({
  language,
  words,
  onSign,
  onErase,
  onEraseWord,
  onNewLine,
}: KeyboardProps) {
  const [layer, setLayer] = useState<'letters' | 'signs'>('letters');
  const [capitals, setCapitals] = useState(false);
  const layout = LAYOUTS[language];

  function type(sign: string) {
    onSign(sign);
    setCapitals(false);
  }

  return (
    <div
      role="group"
      aria-label={words.keyboard}
      className="keyboard"
      // Keys stand where they stand on a real keyboard, whatever the reading direction.
      dir="ltr"
      // A touched key must not take the focus away from the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {layout[layer].map((row, index) => (
        <div key={`${layer} ${index}`} className="keyboard-row">
          {row.map((sign) => {
            const shown = capitals && layer === 'letters' ? sign.toLocaleUpperCase('fr') : sign;
            return (
              <Key key={sign} onPress={() => type(shown)} lang={language}>
                {shown}
              </Key>
            );
          })}
        </div>
      ))}
      <div className="keyboard-row">
        {layout.capitals && layer === 'letters' && (
          <Key
            wide
            label={words.capitals}
            pressed={capitals}
            onPress={() => setCapitals(!capitals)}
            pictogram={{ name: 'arrow-big-up' }}
          />
        )}
        <Key wide onPress={() => setLayer(layer === 'letters' ? 'signs' : 'letters')}>
          {layer === 'letters' ? words.signs : words.letters}
        </Key>
        <Key space onPress={() => type(' ')}>
          {words.space}
        </Key>
        {onNewLine && (
          <Key wide label={words.newLine} onPress={onNewLine} pictogram={{ name: 'corner-down-left' }} />
        )}
        <Key wide label={words.eraseWord} onPress={onEraseWord} pictogram={{ name: 'x' }} />
        <Key wide label={words.erase} onPress={onErase} pictogram={{ name: 'delete' }} />
      </div>
    </div>
  );
}

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
