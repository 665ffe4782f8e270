import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ContentTurn } from '../../electron/core/sync/index.ts';

const never = new AbortController().signal;

test('two works on content never overlap, and one that fails does not hold up the next', async () => {
  const turn = new ContentTurn();
  const said: string[] = [];
  const work = (name: string) => async () => {
    said.push(`${name} begins`);
    await sleep(5);
    said.push(`${name} ends`);
    if (name === 'second') throw new Error('a bug');
  };
  const works = [
    turn.ofNetwork(never, work('first')),
    turn.ofNetwork(never, work('second')),
    turn.ofStick(work('third')),
    turn.ofNetwork(never, work('fourth')),
  ];
  const outcomes = await Promise.allSettled(works);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(said).toEqual(
    ['first', 'second', 'third', 'fourth'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
});

test('the network gives way to a stick, and only what is under way is told to', async () => {
  const turn = new ContentTurn();
  const network = turn.ofNetwork(
    never,
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('gave way'))),
  );
  await sleep(1);
  expect(await turn.ofStick(async () => 'read')).toBe('read');
  expect(await network).toBe('gave way');
  expect(await turn.ofNetwork(never, async (signal) => signal.aborted)).toBe(false);
  expect(await turn.ofNetwork(AbortSignal.abort(), async (signal) => signal.aborted)).toBe(true);
});
