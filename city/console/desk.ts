import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Draft, isStarted } from './reply/index.ts';

/**
 * What lies on an agent's desk: the open request and the answers begun. It lives in memory only, above the screens, so
 * that a session that ends takes nothing away; it is cleared when somebody else sits down.
 */
export interface Desk {
  openId: string | undefined;
  open: (id: string | undefined) => void;
  draftOf: (id: string) => Draft | undefined;
  write: (id: string, draft: Draft | undefined) => void;
  /** The requests with an answer that would be lost. */
  started: ReadonlySet<string>;
  clear: () => void;
}

export function useDesk(): Desk {
  const [openId, setOpenId] = useState<string | undefined>();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const write = useCallback((id: string, draft: Draft | undefined) => {
    setDrafts((drafts) => withDraft(drafts, id, draft));
  }, []);
  const startedIds = startedIn(drafts).join(' ');
  /* The same as long as it holds the same: somebody types, and hundreds of rows have nothing to draw again. */
  const started = useMemo(() => new Set(startedIds === '' ? [] : startedIds.split(' ')), [startedIds]);
  return useMemo(
    () => ({
      openId,
      open: setOpenId,
      draftOf: (id) => drafts.get(id),
      write,
      started,
      clear: () => {
        setOpenId(undefined);
        setDrafts(new Map());
      },
    }),
    [openId, drafts, started, write],
  );
}

/** The names of requests hold no space. */
function startedIn(drafts: ReadonlyMap<string, Draft>): string[] {
  return [...drafts].filter(([, draft]) => isStarted(draft)).map(([id]) => id);
}

function withDraft(drafts: ReadonlyMap<string, Draft>, id: string, draft: Draft | undefined) {
  const changed = new Map(drafts);
  if (draft === undefined) changed.delete(id);
  else changed.set(id, draft);
  return changed;
}

/** The browser asks before a tab with an unsent answer is closed or loaded again. */
export function useLeaveGuard(unsent: boolean): void {
  useEffect(() => {
    if (!unsent) return undefined;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [unsent]);
}
