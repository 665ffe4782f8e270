import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Chance } from '../support/chance.ts';
import { type City } from '../support/city.ts';
import { kioskParts, temporaryFolder, type KioskParts } from '../support/core.ts';
import { HOSTILE_RECORDS, publishingIn, startHostileCity } from '../support/hostile-city.ts';
import { HostileProxy, type Weather } from '../support/hostile-proxy.ts';
import { publishChanges, whenPlaced } from '../support/publisher.ts';

/**
 * What a cut in the middle of a reply may cost, on average. A kiosk goes on at the next byte of a segment, and asks
 * anew for a checkpoint of one or two kilobytes; of the log, it asks for the page again that was under way, which has
 * about a megabyte of bodies.
 */
const MOST_WASTED_BYTES_PER_CUT = { segments: 16_000, pages: 1_200_000 };

const BENCHES = 5;

const chance = Chance.fromEnvironment();
let city: City;

beforeAll(async () => {
  city = await startHostileCity(chance);
});

afterAll(() => city.stop());

const publishing = () => publishingIn(city, chance);

test('a cut while segments come costs no more than asking anew: a kiosk goes on at the next byte', async () => {
  const benches = await openBenches();
  await measureCuts(benches, 'segments', { fromBytes: 300_000, toBytes: 2_000_000, atMost: 6 });
});

test('a cut while the log comes costs no more than the page that was under way', async () => {
  const benches = await openBenches();
  for (const { kiosk } of benches) await followTo(kiosk);
  await publishChanges(publishing(), HOSTILE_RECORDS);
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
