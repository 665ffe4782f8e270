import { type FormEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { LineField, Trouble } from '../parts/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';

interface TypedActProps {
  /** What has to be typed, letter for letter. */
  expected: string;
  label: string;
  /** The button's words. */
  act: string;
  /** Answers with what went wrong; undefined when all went well. */
  onAct: (typed: string) => Promise<MessageKey | undefined>;
}

/** An act that cannot be undone: a hand that types a name has read what it does. */
export function TypedAct({ expected, label, act, onAct }: TypedActProps) {
  const { say } = useMessages();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const [trouble, setTrouble] = useState<MessageKey | undefined>();
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (underWay.current) return;
    if (typed.trim() !== expected) return setProblem(say('reason.wrong-confirmation'));
    underWay.current = true;
    setBusy(true);
    setTrouble(await onAct(typed.trim()));
    underWay.current = false;
    setBusy(false);
  }

  function write(text: string) {
    setTyped(text);
    setProblem(undefined);
  }

  return (
    <form className="keys-act" onSubmit={(event) => void send(event)}>
      <LineField label={label} value={typed} onChange={write} problem={problem} autoComplete="off" />
      {trouble !== undefined && <Trouble words={trouble} urgent />}
      <div className="button-row">
        <Button type="submit" className="button button-main" isDisabled={busy}>
          {busy ? say('keys.busy') : act}
        </Button>
      </div>
    </form>
  );
}
