import { useEffect, useMemo, useState } from 'react';
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
  return useMemo(
    () => ({
      openId,
      open: setOpenId,
      draftOf: (id) => drafts.get(id),
      write: (id, draft) => setDrafts((drafts) => withDraft(drafts, id, draft)),
      started: new Set([...drafts].filter(([, draft]) => isStarted(draft)).map(([id]) => id)),
      clear: () => {
        setOpenId(undefined);
        setDrafts(new Map());
      },
    }),
    [openId, drafts],
  );
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
