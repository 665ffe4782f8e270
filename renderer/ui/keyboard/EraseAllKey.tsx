import { useState } from 'react';
import { Ask } from '../Ask.tsx';
import { BigButton } from '../BigButton.tsx';
import { Key } from './Key.tsx';
import { type KeyboardWords } from './settings.ts';

/** A hand that shakes touches again within this time, wherever the question put its answers. */
const NO_SLIP_MILLISECONDS = 700;

export interface EraseAllKeyProps {
  words: KeyboardWords;
  /** False when there is nothing to erase: nothing is asked then. */
  written: boolean;
  onEraseAll: () => void;
}

export function EraseAllKey({ words, written, onEraseAll }: EraseAllKeyProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Key shape="tool" onPress={() => setAsking(written)}>
        {words.clear}
      </Key>
      {asking && (
        <Question
          words={words}
          keep={() => setAsking(false)}
          erase={() => {
            setAsking(false);
            onEraseAll();
          }}
        />
      )}
    </>
  );
}

function Question({ words, keep, erase }: { words: KeyboardWords; keep: () => void; erase: () => void }) {
  const [asked] = useState(() => performance.now());
  return (
    <Ask
      title={words.clearAsk}
      answers={
        <>
          <BigButton kind="main" onPress={keep}>
            {words.clearNo}
          </BigButton>
          <BigButton onPress={() => performance.now() - asked > NO_SLIP_MILLISECONDS && erase()}>
            {words.clearYes}
          </BigButton>
        </>
      }
    />
  );
}
