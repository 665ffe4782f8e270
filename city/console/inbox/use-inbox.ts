import { useCallback, useEffect, useRef, useState } from 'react';
import { type InboxRow } from '../../../shared/contract/index.ts';
import { type ActState } from '../../../shared/model/index.ts';
import { type Hub, type NoAnswer } from '../connection/index.ts';

const RELOAD_MILLISECONDS = 10_000;

export interface Inbox {
  /** Undefined until the first answer; the last known ones while the hub is silent. */
  rows: InboxRow[] | undefined;
  trouble: NoAnswer | undefined;
  reload: () => void;
  /** Shows at once what an answer has just changed. */
  setState: (id: string, state: ActState) => void;
}

/** The inbox, asked again every ten seconds for as long as it is on the screen. */
export function useInbox(hub: Hub, onEnded: () => void): Inbox {
  const [rows, setRows] = useState<InboxRow[] | undefined>();
  const [trouble, setTrouble] = useState<NoAnswer | undefined>();
  /** Counts questions and own changes: an answer that began before the newest of them is out of date. */
  const newest = useRef(0);

  const receive = useCallback(
    (asked: number, inbox: Awaited<ReturnType<Hub['inbox']>>) => {
      if (asked !== newest.current) return;
      if (inbox.ok) setRows(inbox.value);
      else if (inbox.reason === 'not-signed-in') onEnded();
      setTrouble(inbox.ok || inbox.reason === 'not-signed-in' ? undefined : inbox.reason);
    },
    [onEnded],
  );

  const ask = useCallback(() => {
    newest.current += 1;
    const asked = newest.current;
    void hub.inbox().then((inbox) => receive(asked, inbox));
  }, [hub, receive]);

  useEffect(() => {
    ask();
    const timer = setInterval(ask, RELOAD_MILLISECONDS);
    return () => {
      newest.current += 1;
      clearInterval(timer);
    };
  }, [ask]);

  const setState = useCallback((id: string, state: ActState) => {
    newest.current += 1;
    setRows((rows) => rows?.map((row) => (row.id === id ? { ...row, state } : row)));
  }, []);

  return { rows, trouble, reload: ask, setState };
}
