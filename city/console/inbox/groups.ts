import { type InboxRow } from '../../../shared/contract/index.ts';
import { type ActState } from '../../../shared/model/index.ts';
import { unreachable } from '../../../shared/result/index.ts';

const GROUPS = ['waiting', 'underway', 'answered'] as const;

type GroupName = (typeof GROUPS)[number];

export interface Group {
  name: GroupName;
  rows: InboxRow[];
}

/**
 * The inbox as work: what waits comes first, the oldest on top, so that nobody has to look for what to do next; what
 * is done comes last, the newest on top. Groups without a request are left out.
 */
export function groupsOf(rows: InboxRow[]): Group[] {
  return GROUPS.map((name) => ({ name, rows: rowsOf(rows, name) })).filter((group) => group.rows.length > 0);
}

/** The requests in the order in which they stand on the screen. */
export function inOrder(rows: InboxRow[]): InboxRow[] {
  return groupsOf(rows).flatMap((group) => group.rows);
}

export function waitingCount(rows: InboxRow[]): number {
  return rows.filter((row) => groupOf(row.state) === 'waiting').length;
}

/** The request to answer after this one: the next that waits below it, else the first that waits. */
export function nextWaiting(rows: InboxRow[], id: string): InboxRow | undefined {
  const waiting = rowsOf(rows, 'waiting').filter((row) => row.id !== id);
  const current = rows.find((row) => row.id === id);
  if (current === undefined) return waiting[0];
  return waiting.find((row) => byDateThenId(row, current) > 0) ?? waiting[0];
}

function rowsOf(rows: InboxRow[], name: GroupName): InboxRow[] {
  const sorted = rows.filter((row) => groupOf(row.state) === name).sort(byDateThenId);
  return name === 'answered' ? sorted.reverse() : sorted;
}

function groupOf(state: ActState): GroupName {
  switch (state) {
    case 'recorded':
    case 'received':
      return 'waiting';
    case 'in-progress':
    case 'waiting-list':
      return 'underway';
    case 'accepted':
    case 'refused':
    case 'withdrawn':
    case 'expired':
      return 'answered';
    default:
      return unreachable(state);
  }
}

/** Days tie often; the id keeps the order the same from one reload to the next. */
function byDateThenId(one: InboxRow, other: InboxRow): number {
  return compare(one.receivedOn, other.receivedOn) || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
