import { afterAll, beforeAll, expect, test } from 'vitest';
import { Chance } from '../support/chance.ts';
import { type City } from '../support/city.ts';
import { eventually } from '../support/eventually.ts';
import { publishingIn, startHostileCity } from '../support/hostile-city.ts';
import { HostileProxy, type LineCounts, type Weather } from '../support/hostile-proxy.ts';
import { KioskProcess } from '../support/kiosk-process.ts';
import { publishChanges } from '../support/publisher.ts';
import { expectArrivedOnce, expectSameContent, whenQuiet } from '../support/sameness.ts';

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
  city = await startHostileCity(chance);
});

afterAll(() => city.stop());

const publishing = () => publishingIn(city, chance);

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
