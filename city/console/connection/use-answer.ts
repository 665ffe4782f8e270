import { useCallback, useEffect, useRef, useState } from 'react';
import { type Result } from '../../../shared/result/index.ts';

interface Asked<Value, Reason extends string> {
  /** Undefined until the first answer; the last known one while the hub is silent. */
  value: Value | undefined;
  trouble: Exclude<Reason, 'not-signed-in'> | undefined;
  reload: () => void;
  /** Shows at once what an act of this page has just changed; an answer under way is out of date then. */
  change: (value: Value) => void;
}

interface Options {
  /** Told when the hub ended the session; the same function each time. */
  onEnded: () => void;
  /** Asks again after so long, for as long as it is on the screen. */
  everyMilliseconds?: number;
}

/**
 * What the hub answers to a question, kept up to date. A page that asks about something else is another page: it has
 * another `key`. `onEnded` stays the same from one drawing to the next.
 */
export function useAnswer<Value, Reason extends string>(
  ask: () => Promise<Result<Value, Reason>>,
  { onEnded, everyMilliseconds }: Options,
): Asked<Value, Reason> {
  const [value, setValue] = useState<Value | undefined>();
  const [trouble, setTrouble] = useState<Exclude<Reason, 'not-signed-in'> | undefined>();
  /** Counts questions and own changes: an answer that began before the newest of them is out of date. */
  const newest = useRef(0);
  const question = useRef(ask);
  useEffect(() => {
    question.current = ask;
  });

  const receive = useCallback(
    (asked: number, answer: Result<Value, Reason>) => {
      if (asked !== newest.current) return;
      if (answer.ok) setValue(answer.value);
      else if (answer.reason === 'not-signed-in') onEnded();
      const isTrouble = !answer.ok && answer.reason !== 'not-signed-in';
      setTrouble(isTrouble ? (answer.reason as Exclude<Reason, 'not-signed-in'>) : undefined);
    },
    [onEnded],
  );

  const load = useCallback(() => {
    newest.current += 1;
    const asked = newest.current;
    void question.current().then((answer) => receive(asked, answer));
  }, [receive]);

  useEffect(() => {
    load();
    const timer = everyMilliseconds === undefined ? undefined : setInterval(load, everyMilliseconds);
    return () => {
      newest.current += 1;
      clearInterval(timer);
    };
  }, [load, everyMilliseconds]);

  const change = useCallback((changed: Value) => {
    newest.current += 1;
    setValue(changed);
  }, []);
  return { value, trouble, reload: load, change };
}
