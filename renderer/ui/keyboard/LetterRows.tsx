import { Key } from './Key.tsx';
import { KeyRow } from './KeyPad.tsx';
import { type KeyboardWords } from './settings.ts';
import { isBroad, labelOf, saidOf, shownOnKey } from './signs.ts';

const WRITTEN_FROM_THE_RIGHT = new Set(['ar', 'ur']);

export interface LetterRowsProps {
  rows: string[][];
  lang: string;
  capitals: boolean;
  words: KeyboardWords;
  onSign: (sign: string) => void;
}

export function LetterRows({ rows, lang, capitals, words, onSign }: LetterRowsProps) {
  const fromTheRight = WRITTEN_FROM_THE_RIGHT.has(lang);
  return rows.map((row) => (
    <KeyRow key={row.join('')}>
      {row.map((sign) => {
        const written = capitals ? sign.toLocaleUpperCase(lang) : sign;
        const shown = shownOnKey(written);
        const label = labelOf(written, words.names);
        return (
          <Key
            key={sign}
            onPress={() => onSign(written)}
            lang={lang}
            dir={fromTheRight ? 'rtl' : undefined}
            broad={isBroad(sign)}
            label={shown === label ? undefined : label}
            said={saidOf(written, words.names)}
          >
            {shown}
          </Key>
        );
      })}
    </KeyRow>
  ));
}
