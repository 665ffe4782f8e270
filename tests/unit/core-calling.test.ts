import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Calling, type CallingMeans } from '../../electron/core/calling/index.ts';
import { HubClient } from '../../electron/core/hub/index.ts';
import { err, ok } from '../../shared/result/index.ts';
import { type HelpCallReply } from '../../shared/sync/index.ts';
import { eventually } from '../support/eventually.ts';

const RINGING: HelpCallReply = { state: 'ringing' };
const CUT = err('hub-unreachable');

type Said = Awaited<ReturnType<CallingMeans['hub']['lookAtCall']>>;

/** What the hub says, and what was asked of it. */
let says: Said;
let asked: unknown[][];
let calling: Calling;

const answer = (...what: unknown[]) => {
  asked.push(what);
  return Promise.resolve(says);
};

beforeEach(() => {
  vi.useFakeTimers();
  says = ok(RINGING);
  asked = [];
  calling = new Calling({
    tenant: () => 'pantin',
    hub: {
      callDesk: (tenant, call) => answer('call', tenant, call),
      lookAtCall: (_tenant, id) => answer('look', id),
      endCall: (_tenant, id) => answer('end', id),
    },
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await calling.stop();
});

/** The page asks every second. */
async function watch(id: string, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    calling.look(id);
  }
}

test('a call answers at once, carries the language and nothing else, and follows what the desk says', async () => {
  expect(calling.start('one', 'ta')).toEqual({ state: 'calling' });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([['call', 'pantin', { id: 'one', language: 'ta' }]]);
  expect(calling.look('one')).toEqual(RINGING);
  says = ok({ state: 'later', minutes: 5 });
  await watch('one', 3);
  expect(calling.look('one')).toEqual({ state: 'later', minutes: 5 });
  expect(calling.start('one', 'ta')).toEqual({ state: 'later', minutes: 5 });
  expect(asked.filter(([what]) => what === 'call')).toHaveLength(1);
});

test('where no desk is open, nothing more is asked', async () => {
  says = ok({ state: 'nobody' });
  calling.start('one', 'fr');
  await watch('one', 10);
  expect(calling.look('one')).toEqual({ state: 'nobody' });
  expect(asked).toHaveLength(1);
});

test('a call ends with its page, said or not', async () => {
  calling.start('one', 'fr');
  await watch('one', 2);
  calling.end('one');
  expect(calling.look('one')).toEqual({ state: 'over' });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.at(-1)).toEqual(['end', 'one']);

  calling.start('two', 'fr');
  await watch('two', 20);
  expect(asked.at(-1)).toEqual(['look', 'two']);
  await vi.advanceTimersByTimeAsync(17_000);
  expect(asked.at(-1)).toEqual(['end', 'two']);
});

test('the next visitor’s call is another, whose name the former page does not know', async () => {
  calling.start('one', 'fr');
  await watch('one', 1);
  says = ok({ state: 'coming' });
  calling.start('two', 'ar');
  expect(calling.look('one')).toEqual({ state: 'over' });
  calling.end('one');
  await watch('two', 1);
  expect(calling.look('two')).toEqual({ state: 'coming' });
  expect(asked).toContainEqual(['end', 'one']);
});

test('a line that breaks is told while it rings, and takes back no promise', async () => {
  calling.start('one', 'fr');
  await watch('one', 1);
  says = CUT;
  await watch('one', 4);
  expect(calling.look('one')).toEqual(RINGING);
  await watch('one', 3);
  expect(calling.look('one')).toEqual({ state: 'no-network' });
  says = ok({ state: 'coming' });
  await watch('one', 2);
  says = CUT;
  await watch('one', 10);
  expect(calling.look('one')).toEqual({ state: 'coming' });
});

test('without a network it is told at once that the call cannot be made', async () => {
  vi.useRealTimers();
  const identity = { device: crypto.randomUUID(), tenant: 'pantin', sign: () => '', keptKeys: () => [] };
  const hub = new HubClient('http://127.0.0.1:9', () => identity);
  const began = performance.now();
  const cut = new Calling({ hub, tenant: () => 'pantin' });
  cut.start('one', 'fr');
  await eventually(() => expect(cut.look('one')).toEqual({ state: 'no-network' }));
  expect(performance.now() - began).toBeLessThan(2_000);
  await cut.stop();
  const nowhere = new Calling({ hub, tenant: () => undefined });
  nowhere.start('one', 'fr');
  expect(nowhere.look('one')).toEqual({ state: 'no-network' });
});
