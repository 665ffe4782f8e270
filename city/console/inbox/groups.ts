import { INBOX_GROUPS, type InboxGroup, type ListedRow } from '../../../shared/contract/index.ts';
import { isConcluded, type ActState } from '../../../shared/model/index.ts';

export interface Group {
  name: InboxGroup;
  rows: ListedRow[];
}

/** In these nobody has answered, or somebody is waited for longer than was promised. */
const WAITING: readonly InboxGroup[] = ['late', 'week', 'rest'];

/**
 * The rows under their headings, each in the order in which the hub told them. Groups without a row on the screen are left
 * out.
 */
export function groupsOf(rows: readonly ListedRow[]): Group[] {
  return INBOX_GROUPS.map((name) => ({ name, rows: rows.filter(({ group }) => group === name) })).filter(
    (group) => group.rows.length > 0,
  );
}

/** The requests in the order in which they stand on the screen. */
export function inOrder(rows: readonly ListedRow[]): ListedRow[] {
  return groupsOf(rows).flatMap((group) => group.rows);
}

export function waitingCount(counts: Record<InboxGroup, number>): number {
  return WAITING.reduce((sum, group) => sum + counts[group], 0);
}

/** The request to answer after this one: the next that waits below it, else the first that waits. */
export function nextWaiting(rows: readonly ListedRow[], id: string): ListedRow | undefined {
  const ordered = inOrder(rows);
  const waits = (row: ListedRow) => WAITING.includes(row.group) && row.id !== id;
  const below = ordered.slice(ordered.findIndex((row) => row.id === id) + 1);
  return below.find(waits) ?? ordered.find(waits);
}

/** Where a request stands once it has had an answer, until the hub tells it. */
export function groupAfter(state: ActState): InboxGroup {
  return isConcluded(state) ? 'answered' : 'underway';
}
