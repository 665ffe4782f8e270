import { type InboxRow } from '../../../shared/contract/index.ts';
import { type ActState } from '../../../shared/model/index.ts';
import { type Hub, type TroubleOf, useAnswer } from '../connection/index.ts';

const RELOAD_MILLISECONDS = 10_000;

export interface Inbox {
  /** Undefined until the first answer; the last known ones while the hub is silent. */
  rows: InboxRow[] | undefined;
  trouble: TroubleOf<Hub['inbox']> | undefined;
  reload: () => void;
  /** Shows at once what an answer has just changed. */
  setState: (id: string, state: ActState) => void;
}

/** The inbox, asked again every ten seconds for as long as it is on the screen. */
export function useInbox(hub: Hub, onEnded: () => void): Inbox {
  const {
    value: rows,
    trouble,
    reload,
    change,
  } = useAnswer(() => hub.inbox(), { onEnded, everyMilliseconds: RELOAD_MILLISECONDS });
  return {
    rows,
    trouble,
    reload,
    setState: (id, state) => change((rows ?? []).map((row) => (row.id === id ? { ...row, state } : row))),
  };
}
