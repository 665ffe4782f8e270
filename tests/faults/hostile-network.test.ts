import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeDueSnapshots } from '../../city/hub/feed/index.ts';
import { Chance } from '../support/chance.ts';
import { startCity, type City } from '../support/city.ts';
import { kioskParts, temporaryFolder, type KioskParts } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { HostileProxy, type LineCounts, type Weather } from '../support/hostile-proxy.ts';
import { KioskProcess } from '../support/kiosk-process.ts';

import { publishAll, publishChanges, whenPlaced } from '../support/publisher.ts';
import { expectArrivedOnce, expectSameContent, whenQuiet } from '../support/sameness.ts';

/**
 * What a cut in the middle of a reply may cost, on average. A kiosk goes on at the next byte of a segment, and asks
 * anew for a checkpoint of one or two kilobytes; of the log, it asks for the page again that was under way, which has
 * about a megabyte of bodies.
 */
const MOST_WASTED_BYTES_PER_CUT = { segments: 16_000, pages: 1_200_000 };

const RECORDS = 1_500;
const BODY_LETTERS = 4_000;
const BENCHES = 5;
const VISITS = 20;
const HOLE_CONNECTIONS = 2;
/** Far above what it takes: a retry may wait as long as five minutes. */
const QUIET_WITHIN_MS = 400_000;

/** Each with the count that shows that it happened. */
const WEATHERS: Record<string, { weather: Weather; shown?: keyof LineCounts }> = {
  'a distant hub': { weather: { latencyMs: 150 } },
  'one packet in a hundred lost': { weather: { loss: 0.01 }, shown: 'stalls' },
  'cuts in the middle': { weather: { cuts: { fromBytes: 0, toBytes: 1_500_000, atMost: 4 } }, shown: 'cuts' },
  'a black hole': { weather: { swallows: true }, shown: 'swallowed' },
  'a thin line': { weather: { bytesPerSecond: 500_000 } },
};

const chance = Chance.fromEnvironment();
let city: City;

beforeAll(async () => {
  console.log(`seed ${chance.seed}: BORNE_SEED=${chance.seed} draws the same again`);
  city = await startCity({ tenants: ['pantin'], asProcess: true });
  await publishAll(publishing());
  expect(await makeDueSnapshots(city.database)).toBeGreaterThan(0);
});

afterAll(() => city.stop());

function publishing() {
  const { database, tenant } = city;
  return {
    database,
    tenant,
    chance: chance.apart('publishing'),
    records: RECORDS,
    bodyLetters: BODY_LETTERS,
    together: 100,
  };
}

test('a cut while segments come costs no more than asking anew: a kiosk goes on at the next byte', async () => {
  const benches = await openBenches();
  await measureCuts(benches, 'segments', { fromBytes: 300_000, toBytes: 2_000_000, atMost: 6 });
});

test('a cut while the log comes costs no more than the page that was under way', async () => {
  const benches = await openBenches();
  for (const { kiosk } of benches) await followTo(kiosk);
  await publishChanges(publishing(), RECORDS);
  await whenPlaced(city.database);
  // Often after more than one page: a kiosk that began anew would lose them too.
  await measureCuts(benches, 'pages', { fromBytes: 300_000, toBytes: 2_500_000, atMost: 8 });
});

interface Bench {
  proxy: HostileProxy;
  kiosk: KioskParts;
}

/** The first is for the good line. */
async function openBenches(): Promise<Bench[]> {
  const benches: Bench[] = [];
  for (let number = 0; number < BENCHES; number += 1) {
    const proxy = await HostileProxy.start(city.url, chance.apart(`bench ${number}`));
    const kiosk = kioskParts(temporaryFolder(), proxy.url);
    onTestFinished(async () => {
      kiosk.close();
      await proxy.close();
    });
    expect(await kiosk.enrol(await city.enrolmentCode())).toMatchObject({ ok: true });
    benches.push({ proxy, kiosk });
  }
  return benches;
}

/** Tries again at once after each cut. */
async function followTo(kiosk: KioskParts): Promise<void> {
  while (!(await kiosk.follower.follow(city.tenant, kiosk.signal)).ok);
}

async function measureCuts(
  [good, ...others]: Bench[],
  what: keyof typeof MOST_WASTED_BYTES_PER_CUT,
  cuts: Required<Weather>['cuts'],
): Promise<void> {
  if (good === undefined) throw new Error('no bench');
  const whole = await bytesToFollow(good);
  let wasted = 0;
  let made = 0;
  for (const bench of others) {
    bench.proxy.weather = { cuts };
    wasted += (await bytesToFollow(bench)) - whole;
    made += bench.proxy.counts.cuts;
  }
  const each = Math.round(wasted / made);
  console.log(`${what}: ${whole} bytes over a good line; ${made} cuts wasted ${wasted}, ${each} each`);
  expect(made).toBeGreaterThan(3);
  expect(each).toBeLessThan(MOST_WASTED_BYTES_PER_CUT[what]);
}

async function bytesToFollow({ proxy, kiosk }: Bench): Promise<number> {
  const before = proxy.counts.bytesDown;
  await followTo(kiosk);
  return proxy.counts.bytesDown - before;
}

test('over every bad line a kiosk gets all that the city publishes, and delivers what it recorded once', async () => {
  const lines = await Promise.all(Object.keys(WEATHERS).map((name) => openLine(name)));
  const kiosks = lines.map(({ kiosk }) => kiosk);
  try {
    for (const kiosk of kiosks) await kiosk.start();
    await publishChanges(publishing(), 100);
    await Promise.all(lines.map((line) => endBlackHole(line)));
    await Promise.all(kiosks.map((kiosk) => kiosk.lastVisitor()));
    await whenQuiet(city, kiosks, QUIET_WITHIN_MS);
    await expectArrivedOnce(city, kiosks);
    await expectSameContent(city, kiosks);
    for (const kiosk of kiosks) await kiosk.stop();
  } finally {
    for (const { name, proxy } of lines) {
      console.log(`${name}: ${JSON.stringify(proxy.counts)}`);
      await proxy.close();
    }
  }
  for (const { name, proxy } of lines) {
    const shown = WEATHERS[name]?.shown;
    if (shown !== undefined) expect(proxy.counts[shown], name).toBeGreaterThan(0);
  }
}, 600_000);

interface Line {
  name: string;
  proxy: HostileProxy;
  kiosk: KioskProcess;
}

async function openLine(name: string): Promise<Line> {
  const proxy = await HostileProxy.start(city.url, chance.apart(name));
  proxy.weather = WEATHERS[name]?.weather ?? {};
  const kiosk = new KioskProcess({
    name: `the kiosk behind ${name}`,
    hub: () => proxy.url,
    enrolmentCode: await city.enrolmentCode(),
    visits: VISITS,
    longestPauseMs: 500,
  });
  return { name, proxy, kiosk };
}

/** Nothing gets out of one: after some connections the line is there again, and those in the hole stay in it. */
async function endBlackHole({ proxy }: Line): Promise<void> {
  if (!proxy.weather.swallows) return;
  await eventually(() => expect(proxy.counts.swallowed).toBeGreaterThanOrEqual(HOLE_CONNECTIONS), 120_000);
  proxy.weather = {};
}
