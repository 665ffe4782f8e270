import { useState } from 'react';
import { Key } from './Key.tsx';
import { KeyPad, KeyRow } from './KeyPad.tsx';
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
    <KeyPad label={words.keyboard}>
      {layout[layer].map((row) => (
        <KeyRow key={row.join('')}>
          {row.map((sign) => {
            const shown = capitals && layer === 'letters' ? sign.toLocaleUpperCase('fr') : sign;
            return (
              <Key key={sign} onPress={() => type(shown)} lang={language}>
                {shown}
              </Key>
            );
          })}
        </KeyRow>
      ))}
      <KeyRow>
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
      </KeyRow>
    </KeyPad>
  );
}
