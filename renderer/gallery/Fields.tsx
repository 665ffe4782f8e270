import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Key, KeyPad, KeyRow, Notice, useTextField } from '../ui/index.ts';
import { useKeyboardWords } from '../visitor/index.ts';
import { nothing } from './Buttons.tsx';
import { Case, Cases, Forced, Section } from './Section.tsx';

export function Fields() {
  const { t } = useTranslation();
  return (
    <>
      <Section name="fields">
        <Cases columns={1}>
          <Case name="empty">
            <Field text="" lines={1} />
          </Case>
          <Case name="too long">
            <Field
              text={t('privacy.text')}
              lines="many"
              note={
                <Notice kind="warn">
                  <p>{t('text.too-long', { count: 12 })}</p>
                </Notice>
              }
            />
          </Case>
          <Case name="being written, with its keyboard">
            <Field text={t('home.title')} lines={1} note={<p>{t('text.left', { count: 480 })}</p>} keyboard />
          </Case>
        </Cases>
      </Section>
      <Section name="keys">
        <KeyPad label={t('keyboard.name')}>
          <KeyRow>
            <Key onPress={nothing}>a</Key>
            <Forced state="pressed">
              <Key onPress={nothing}>z</Key>
            </Forced>
            <Forced state="focus-visible">
              <Key onPress={nothing}>e</Key>
            </Forced>
            <Key onPress={nothing} lang="ar">
              ض
            </Key>
            <Key onPress={nothing}>œ</Key>
          </KeyRow>
          <KeyRow>
            <Key
              shape="wide"
              pressed
              onPress={nothing}
              label={t('keyboard.capitals')}
              pictogram={{ name: 'arrow-big-up' }}
            />
            <Key
              shape="wide"
              pressed={false}
              onPress={nothing}
              label={t('keyboard.capitals')}
              pictogram={{ name: 'arrow-big-up' }}
            />
            <Key shape="space" onPress={nothing}>
              {t('keyboard.space')}
            </Key>
            <Key shape="wide" onPress={nothing}>
              {t('keyboard.signs')}
            </Key>
          </KeyRow>
        </KeyPad>
      </Section>
    </>
  );
}

interface FieldProps {
  text: string;
  lines: 1 | 'many';
  note?: React.ReactNode;
  keyboard?: boolean;
}

function Field({ text: first, lines, note, keyboard = false }: FieldProps) {
  const [text, setText] = useState(first);
  const { t } = useTranslation();
  const parts = useTextField({
    label: t('search.title'),
    text,
    onText: setText,
    lines,
    note,
    ...useKeyboardWords(),
  });
  return (
    <>
      {parts.field}
      {keyboard && parts.keyboard}
    </>
  );
}
