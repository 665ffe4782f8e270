import { useState } from 'react';
import { type Result } from '../../../shared/result/index.ts';
import { useAnswer } from './use-answer.ts';

interface Page<Row> {
  rows: Row[];
  /** From where the next page begins; absent on the last. */
  next?: string | undefined;
}

/**
 * A long list, of which one more page is asked for at a time. A list of something else has another `key`; `onEnded` stays
 * the same from one drawing to the next.
 */
export function usePages<Row, Reason extends string>(
  ask: (after: string | undefined) => Promise<Result<Page<Row>, Reason>>,
  { onEnded }: { onEnded: () => void },
) {
  const first = useAnswer(() => ask(undefined), { onEnded });
  const [later, setLater] = useState<Page<Row>[]>([]);
  const [trouble, setTrouble] = useState<Exclude<Reason, 'not-signed-in'> | undefined>();
  const last = later.at(-1) ?? first.value;

  async function more() {
    const answer = await ask(last?.next);
    if (answer.ok) setLater([...later, answer.value]);
    else if (answer.reason === 'not-signed-in') return onEnded();
    setTrouble(answer.ok ? undefined : (answer.reason as Exclude<Reason, 'not-signed-in'>));
  }

  return {
    /** Undefined until the first page is here. */
    rows: first.value && [first.value, ...later].flatMap(({ rows }) => rows),
    more: last?.next === undefined ? undefined : () => void more(),
    trouble: trouble ?? first.trouble,
    reload() {
      setLater([]);
      setTrouble(undefined);
      first.reload();
    },
  };
}
