import { useState } from 'react';
import { type Result } from '../../../shared/result/index.ts';

/** One act of a page: what is going on, and why it was not done. `onEnded`: the session is over. */
export function useAct<Reason extends string>({ onEnded }: { onEnded: () => void }) {
  const [going, setGoing] = useState(false);
  const [trouble, setTrouble] = useState<Exclude<Reason, 'not-signed-in'> | undefined>();

  /** Does one thing at a time; a second press while the first is under way does nothing. */
  async function act<Value>(
    work: () => Promise<Result<Value, Reason>>,
    onDone: (value: Value) => void,
  ): Promise<void> {
    if (going) return;
    setGoing(true);
    setTrouble(undefined);
    const answer = await work();
    setGoing(false);
    if (answer.ok) onDone(answer.value);
    else if (answer.reason === 'not-signed-in') onEnded();
    else setTrouble(answer.reason as Exclude<Reason, 'not-signed-in'>);
  }

  return { act, going, trouble };
}
