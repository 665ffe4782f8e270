import { EraseAllKey } from './EraseAllKey.tsx';
import { Key } from './Key.tsx';
import { KeyPad, KeyRow } from './KeyPad.tsx';
import { type KeyboardSettings, mannersOf } from './settings.ts';
import { saidOf } from './signs.ts';
import { SpeakKey } from './SpeakKey.tsx';

export interface DigitPadProps extends KeyboardSettings {
  onSign: (sign: string) => void;
  onErase: () => void;
  onEraseAll: () => void;
  written: boolean;
  /** A sign that this kind of number needs: `,` for an amount, `+` for a telephone. */
  sign?: string;
}

/** Digits as on a telephone, for fields that hold a number. */
export function DigitPad({ onSign, onErase, onEraseAll, written, sign, ...settings }: DigitPadProps) {
  const { words } = settings;
  return (
    <KeyPad label={words.keyboard} columns={3} {...mannersOf(settings)}>
      {['123', '456', '789'].map((digits) => (
        <KeyRow key={digits}>
          {[...digits].map((digit) => (
            <Key key={digit} onPress={() => onSign(digit)}>
              {digit}
            </Key>
          ))}
        </KeyRow>
      ))}
      <KeyRow>
        {sign === undefined ? (
          <span className="key-place" />
        ) : (
          <Key onPress={() => onSign(sign)} label={saidOf(sign, words.names)}>
            {sign}
          </Key>
        )}
        <Key onPress={() => onSign('0')}>0</Key>
        <Key label={words.erase} onPress={onErase} pictogram={{ name: 'delete' }} />
      </KeyRow>
      <KeyRow kind="tools">
        <EraseAllKey words={words} written={written} onEraseAll={onEraseAll} />
        <SpeakKey {...settings} />
      </KeyRow>
    </KeyPad>
  );
}
