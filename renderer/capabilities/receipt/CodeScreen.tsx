import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CODE_SIGNS, groupReceiptCode, parseReceiptCode } from '../../../shared/sealing/index.ts';
import {
  BigButton,
  Key,
  KeyPad,
  KeyRow,
  Notice,
  usePhysicalKeys,
  withoutRepeats,
  withPlainDigits,
} from '../../ui/index.ts';
import { VisitScreen } from '../../visitor/index.ts';

/** The signs of a code, in rows of a pad. */
const PAD = ['0 1 2 3 4 5 6 7', '8 9 A B C D E F', 'G H J K M N P Q', 'R S T V W X Y Z'];

export interface CodeScreenProps {
  typed: string;
  setTyped: (typed: string) => void;
  search: (code: string) => void;
}

/** Enters a code on a pad that has its 32 signs and no other, or on a physical keyboard. */
export function CodeScreen({ typed, setTyped, search }: CodeScreenProps) {
  const { t } = useTranslation();
  // The button keeps its place under the finger; touched too soon it says what is missing.
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const keys = usePhysicalKeys();
  useEffect(() => field.current?.focus(), []);

  const complete = typed.length === CODE_SIGNS;
  const parsed = parseReceiptCode(typed);

  function change(next: string) {
    setAsked(false);
    setTyped(next);
  }

  function find() {
    if (parsed.ok) search(parsed.value);
    else setAsked(true);
  }

  const hand = (
    <>
      <KeyPad label={t('keyboard.name')}>
        {PAD.map((row) => (
          <KeyRow key={row}>
            {row.split(' ').map((sign) => (
              <Key key={sign} onPress={() => change(cleaned(typed + sign))}>
                {sign}
              </Key>
            ))}
          </KeyRow>
        ))}
        <KeyRow>
          <Key shape="wide" onPress={() => change(typed.slice(0, -1))}>
            {t('keyboard.erase')}
          </Key>
        </KeyRow>
      </KeyPad>
      <BigButton kind="main" onPress={find}>
        {t('receipt.search')}
      </BigButton>
    </>
  );
  return (
    <VisitScreen title={t('receipt.title')} pictogram="ticket" hand={hand}>
      <p className="lead lines">{t('receipt.hint')}</p>
      <input
        ref={field}
        className="code code-field"
        aria-label={t('receipt.field')}
        aria-invalid={complete && !parsed.ok}
        value={groupReceiptCode(typed).join(' ').trimEnd()}
        onChange={(event) => change(cleaned(event.target.value))}
        readOnly={keys.readOnly}
        onKeyDown={(event) => {
          withoutRepeats(event);
          keys.onKeyDown(event);
          // As a reader of QR codes ends what it types.
          if (event.key === 'Enter') find();
        }}
        placeholder="–––– –––– ––––"
        inputMode="none"
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
      />
      {asked && !complete && (
        <Notice kind="info" live>
          <p>{t('receipt.hint')}</p>
        </Notice>
      )}
      {complete && !parsed.ok && (
        <Notice kind="warn" live>
          <p>{t(`reason.${parsed.reason}.visitor`)}</p>
        </Notice>
      )}
    </VisitScreen>
  );
}

/** Letters and digits only, in capitals, twelve at most: the pad and the parser do the rest. */
function cleaned(typed: string): string {
  return withPlainDigits(typed)
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(0, CODE_SIGNS);
}
