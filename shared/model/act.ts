import { z } from 'zod';

/** What becomes of something a visitor sent. */
export const ACT_STATES = [
  'recorded',
  'received',
  'in-progress',
  'accepted',
  'waiting-list',
  'refused',
  'withdrawn',
  'expired',
] as const;

export const actStateSchema = z.enum(ACT_STATES);

export type ActState = z.infer<typeof actStateSchema>;

/** The states that an agent's answer can give; the others come from the kiosk and from the hub. */
export const DECISIONS = [
  'in-progress',
  'accepted',
  'waiting-list',
  'refused',
  'withdrawn',
  'expired',
] as const satisfies ActState[];

export type Decision = (typeof DECISIONS)[number];

const ANY_DECISION: readonly ActState[] = DECISIONS;

/**
 * What may follow each state. A city may change its mind, and say more than once where things stand. What a visitor took
 * back, and what ended by its date, stays so: who wants it again sends it again.
 */
const NEXT: Record<ActState, readonly ActState[]> = {
  recorded: ['received'],
  received: ANY_DECISION,
  'in-progress': ANY_DECISION,
  'waiting-list': ANY_DECISION,
  accepted: ['in-progress', 'accepted', 'refused', 'withdrawn', 'expired'],
  refused: ['in-progress', 'accepted', 'waiting-list', 'refused', 'withdrawn'],
  withdrawn: [],
  expired: [],
};

export function mayBecome(from: ActState, to: ActState): boolean {
  return NEXT[from].includes(to);
}

/** Whether the city's last word is said, for as long as nobody changes their mind. */
export function isConcluded(state: ActState): boolean {
  return state === 'accepted' || state === 'refused' || state === 'withdrawn' || state === 'expired';
}

/** The decisions that make sense for each kind of act: only what has a number of places has a waiting list and ends. */
const DECISIONS_FOR: Record<'proposal', readonly Decision[]> = {
  proposal: ['in-progress', 'accepted', 'refused', 'withdrawn'],
};

/** What an agent can answer now, in the order in which it is offered; nothing when all is said. */
export function decisionsFor(act: keyof typeof DECISIONS_FOR, state: ActState): Decision[] {
  return DECISIONS_FOR[act].filter((decision) => mayBecome(state, decision));
}
