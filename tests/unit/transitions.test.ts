import { expect, test } from 'vitest';
import {
  ACT_STATES,
  DECISIONS,
  decisionsFor,
  isConcluded,
  mayBecome,
  type ActState,
} from '../../shared/model/index.ts';

/** Every pair there is: a row for each state, a column for each that may follow, in the order of `ACT_STATES`. */
const ALLOWED: Record<ActState, string> = {
  // recorded received in-progress accepted waiting-list refused withdrawn expired
  recorded: '. x . . . . . .',
  received: '. . x x x x x x',
  'in-progress': '. . x x x x x x',
  accepted: '. . x x . x x x',
  'waiting-list': '. . x x x x x x',
  refused: '. . x x x x x .',
  withdrawn: '. . . . . . . .',
  expired: '. . . . . . . .',
};

test.each(ACT_STATES)('what may follow %s', (from) => {
  const marks = ACT_STATES.map((to) => (mayBecome(from, to) ? 'x' : '.'));
  expect(marks.join(' ')).toBe(ALLOWED[from]);
});

test('an agent is offered what makes sense for the act and may follow, and nothing once all is said', () => {
  for (const state of ACT_STATES) {
    const offered = decisionsFor('proposal', state);
    expect(offered.every((decision) => mayBecome(state, decision) && DECISIONS.includes(decision))).toBe(
      true,
    );
  }
  expect(decisionsFor('proposal', 'received')).toEqual(['in-progress', 'accepted', 'refused', 'withdrawn']);
  expect(decisionsFor('proposal', 'withdrawn')).toEqual([]);
  expect(ACT_STATES.filter(isConcluded)).toEqual(['accepted', 'refused', 'withdrawn', 'expired']);
});
