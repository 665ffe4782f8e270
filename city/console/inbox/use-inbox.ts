import { useCallback, useEffect, useRef } from 'react';
import {
  type InboxFilter,
  type InboxHead,
  type InboxPage,
  type ListedRow,
} from '../../../shared/contract/index.ts';
import { type ActState } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type AnswerOf, type Hub, type TroubleOf, useAnswer } from '../connection/index.ts';
import { addressOf, filterFrom } from './filter-address.ts';
import { groupAfter } from './groups.ts';

const RELOAD_MILLISECONDS = 10_000;

/** All that is on the screen: the first page as the hub last told it, and the pages that were asked for after it. */
interface Shown extends Omit<InboxHead, 'rows'> {
  /** The address of the filter that it answers. */
  asked: string;
  version: string;
  rows: ListedRow[];
  pages: number;
}

export interface Inbox {
  /** Undefined until the first answer; the last known ones while the hub is silent. */
  shown: Shown | undefined;
  trouble: TroubleOf<Hub['inbox']> | undefined;
  reload: () => void;
  /** Absent when all is on the screen. */
  more: (() => void) | undefined;
  /** Shows at once what an answer has just changed. */
  setState: (id: string, state: ActState) => void;
}

type Trouble = Extract<AnswerOf<Hub['inbox']>, { ok: false }>['reason'];

/**
 * The inbox, asked again every ten seconds for as long as it is on the screen: for its first page alone, and for the others
 * that are shown only when something changed.
 */
export function useInbox(hub: Hub, filter: InboxFilter, onEnded: () => void): Inbox {
  const asked = addressOf(filter);
  const current = useRef<Shown | undefined>(undefined);
  const { value, trouble, reload, change } = useAnswer(() => readAgain(hub, filter, asked, current.current), {
    onEnded,
    everyMilliseconds: RELOAD_MILLISECONDS,
  });
  const shown = value?.asked === asked ? value : undefined;
  useEffect(() => {
    current.current = shown;
  });
  const first = useRef(asked);
  useEffect(() => {
    if (first.current !== asked) reload();
    first.current = asked;
  }, [asked, reload]);

  const readMore = useCallback(async () => {
    const before = current.current;
    if (before?.next === undefined) return;
    const page = await hub.inboxMore({ filter: filterFrom(before.asked), after: before.next });
    /* What a reload brought meanwhile begins its own pages. */
    if (page.ok && current.current === before) change(withPage(before, page.value));
  }, [hub, change]);
  const more = useCallback(() => void readMore(), [readMore]);

  return {
    shown,
    trouble,
    reload,
    more: shown?.next && more,
    setState(id, state) {
      if (shown === undefined) return;
      const group = groupAfter(state);
      change({ ...shown, rows: shown.rows.map((row) => (row.id === id ? { ...row, state, group } : row)) });
    },
  };
}

async function readAgain(
  hub: Hub,
  filter: InboxFilter,
  asked: string,
  shown: Shown | undefined,
): Promise<Result<Shown, Trouble>> {
  const known = shown?.asked === asked ? shown : undefined;
  const answer = await hub.inbox({ filter, ...(known === undefined ? {} : { known: known.version }) });
  if (!answer.ok) return answer;
  const { version, head } = answer.value;
  if (head === null) return known === undefined ? err('unexpected') : ok(known);
  let read: Shown = { ...head, asked, version, pages: 1 };
  while (read.next !== undefined && read.pages < (known?.pages ?? 1)) {
    const page = await hub.inboxMore({ filter, after: read.next });
    if (!page.ok) return page;
    read = withPage(read, page.value);
  }
  return ok(read);
}

/** A row that moved between two questions is shown where it was first. */
function withPage(before: Shown, page: InboxPage): Shown {
  const { next: _, ...shown } = before;
  const known = new Set(shown.rows.map(({ id }) => id));
  const rows = [...shown.rows, ...page.rows.filter(({ id }) => !known.has(id))];
  return { ...shown, rows, pages: shown.pages + 1, ...(page.next === undefined ? {} : { next: page.next }) };
}
