import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../../electron/core/log/index.ts';
import { type Delivery } from '../../electron/core/sync/courier.ts';
import { type Delivering, startDelivering } from '../../electron/core/sync/delivering.ts';
import { ItemsFirst } from '../../electron/core/sync/items-first.ts';
import { startLive } from '../../electron/core/sync/live.ts';
import { waitAfterProgress } from '../../electron/core/sync/backoff.ts';
import { kioskParts, type KioskParts, temporaryFolder } from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';

const HOME = 'pantin';
const PARTNER = 'paris';

let hub: FakeHub;
let kiosk: KioskParts;
let delivering: Delivering;
/** Whom the kiosk tried to deliver to, in order. */
let tries: string[];
let becomes: (door: string) => Delivery | Promise<Delivery>;
/** Milliseconds that each tenant's hub still asks to be left alone. */
let restUntil: Map<string, number>;

beforeEach(async () => {
  hub = await FakeHub.start();
  kiosk = kioskParts(temporaryFolder(), hub.url);
  await kiosk.enrol('code');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.999);
  tries = [];
  restUntil = new Map();
  vi.spyOn(kiosk.hub, 'restMilliseconds').mockImplementation((tenant) =>
    Math.max(0, (restUntil.get(tenant) ?? 0) - performance.now()),
  );
  vi.spyOn(kiosk.courier, 'deliverTo').mockImplementation(async (door) => {
    tries.push(door);
    return becomes(door);
  });
  delivering = startDelivering({
    ...kiosk,
    site: kiosk.precious.site,
    settler: kiosk.freshSettler(),
    itemsFirst: new ItemsFirst(),
    onRoundDone: () => {},
    log: silentLog,
    onDamage: () => expect.unreachable(),
  });
});
afterEach(async () => {
  await delivering.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  kiosk.close();
  await hub.stop();
});

const FAILED: Delivery = { requests: 0, failure: 'hub-unreachable' };
const CUT: Delivery = { requests: 3, failure: 'hub-unreachable' };
const DONE: Delivery = { requests: 1 };

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

test('a hub that asked to be left alone is, and what came meanwhile leaves as soon as it may', async () => {
  becomes = () => {
    restUntil.set(HOME, performance.now() + 60_000);
    return { requests: 0, failure: 'hub-busy' };
  };
  delivering.serve([HOME]);
  await seconds(1);
  expect(tries).toHaveLength(1);
  for (let visits = 0; visits < 20; visits += 1) {
    delivering.soon(HOME);
    await seconds(2);
  }
  expect(tries).toHaveLength(1);
  becomes = () => DONE;
  await seconds(20);
  expect(tries).toHaveLength(2);
});

test('visitors who come while the hub is away do not lengthen the wait', async () => {
  becomes = () => FAILED;
  delivering.serve([HOME]);
  await seconds(0.1);
  for (let visits = 0; visits < 8; visits += 1) {
    delivering.soon(HOME);
    await seconds(0.1);
  }
  expect(tries).toHaveLength(9);
  await seconds(1.1);
  expect(tries).toHaveLength(10);
  await seconds(4);
  expect(tries).toHaveLength(11);
});

test('a line that always breaks after a while is tried again soon, and never at once', async () => {
  becomes = () => CUT;
  delivering.serve([HOME]);
  await seconds(60);
  expect(tries.length).toBeGreaterThan(20);
  vi.mocked(Math.random).mockReturnValue(0);
  expect(waitAfterProgress()).toBeGreaterThanOrEqual(500);
  const before = tries.length;
  await seconds(60);
  expect(tries.length - before).toBeLessThan(125);
});

test('after a failure without progress, the waits grow again', async () => {
  becomes = () => FAILED;
  delivering.serve([HOME]);
  await seconds(60);
  expect(tries.length).toBeLessThan(7);
});

test('a hub that does not answer delays nothing that is meant for another', async () => {
  let answer = () => {};
  const silence = new Promise<Delivery>((resolve) => (answer = () => resolve(DONE)));
  becomes = (door) => (door === PARTNER ? silence : DONE);
  delivering.serve([HOME, PARTNER]);
  await seconds(1);
  delivering.soon(HOME);
  await seconds(1);
  expect(tries.filter((door) => door === HOME)).toHaveLength(2);
  answer();
});

test('whom the home tenant no longer lists is not delivered to, and what is meant for it goes elsewhere', async () => {
  becomes = () => DONE;
  delivering.serve([HOME, PARTNER]);
  await seconds(1);
  delivering.serve([HOME]);
  tries = [];
  delivering.soon(PARTNER);
  await seconds(1);
  expect(tries).toEqual([HOME]);
});

test('nothing is begun any more once it is stopped, and what was under way has ended', async () => {
  let answer = () => {};
  const silence = new Promise<Delivery>((resolve) => (answer = () => resolve(DONE)));
  becomes = (door) => (door === PARTNER ? silence : DONE);
  delivering.serve([HOME, PARTNER]);
  await seconds(1);
  delivering.serve([HOME]);
  let hasStopped = false;
  const stopping = delivering.stop().then(() => (hasStopped = true));
  await seconds(1);
  expect(hasStopped).toBe(false);
  answer();
  await stopping;
  tries = [];
  delivering.serve([HOME, PARTNER]);
  await seconds(61);
  expect(tries).toEqual([]);
});

test('a stream that is opened again tells of it once, apart from others; a first one does not', async () => {
  const poke = { epoch: hub.epoch, head: 0, spreadMilliseconds: 10_000 };
  let end = () => {};
  let hasEnded = false;
  let isAgain = () => {};
  const again = new Promise<void>((resolve) => (isAgain = resolve));
  // The wait before a stream is opened again is none here, and that after the poke is long.
  vi.mocked(Math.random).mockReturnValue(0);
  vi.spyOn(kiosk.hub, 'live').mockImplementation(async (_tenant, onPiece) => {
    if (hasEnded) vi.mocked(Math.random).mockReturnValue(0.999);
    if (hasEnded) isAgain();
    onPiece(Buffer.from(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`));
    await new Promise<void>((resolve) => (end = resolve));
    hasEnded = true;
    return { ok: true, value: undefined };
  });
  const reopened: string[] = [];
  const live = startLive({
    hub: kiosk.hub,
    held: () => poke,
    onNews: () => expect.unreachable(),
    onReopened: (tenant) => reopened.push(tenant),
  });
  live.hear([HOME]);
  await seconds(30);
  expect(reopened).toEqual([]);
  end();
  await again;
  await seconds(9);
  expect(reopened).toEqual([]);
  await seconds(2);
  expect(reopened).toEqual([HOME]);
  end();
  await live.stop();
});
