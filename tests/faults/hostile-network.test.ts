import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Chance } from '../support/chance.ts';
import { startCity, type City } from '../support/city.ts';
import { eventually } from '../support/eventually.ts';
import { HostileProxy, type LineCounts, type Weather } from '../support/hostile-proxy.ts';
import { KioskProcess } from '../support/kiosk-process.ts';
import { kioskParts } from '../support/kiosk-parts.ts';
import { publishAll, publishChanges } from '../support/publisher.ts';
import { expectArrivedOnce, expectSameContent, whenQuiet } from '../support/sameness.ts';

/**
 * What a cut in the middle of a reply may cost: the page that was under way (about a megabyte of bodies, and JSON's
 * signs around them), and asking anew.
 */
const MOST_WASTED_BYTES_PER_CUT = 1_300_000;

const RECORDS = 1_500;
const BODY_LETTERS = 4_000;
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
    for (const kiosk of kiosks) await expectSameContent(city, kiosk);
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

test('a cut in the middle costs what was under way and no more: a kiosk goes on where the line broke', async () => {
  const whole = await bytesOfWhole('a good line', {});
  // Often after several pages: a kiosk that began anew would lose all of them.
  const weather = { cuts: { fromBytes: 500_000, toBytes: 4_000_000, atMost: 12 } };
  let cuts = 0;
  let wasted = 0;
  for (let kiosk = 0; kiosk < 4; kiosk += 1) {
    const broken = await bytesOfWhole(`kiosk ${kiosk}`, weather);
    cuts += broken.cuts;
    wasted += broken.bytes - whole.bytes;
  }
  const each = Math.round(wasted / cuts);
  console.log(`${whole.bytes} bytes over a good line; ${cuts} cuts wasted ${wasted} bytes, ${each} for each`);
  expect(cuts).toBeGreaterThan(4);
  expect(each).toBeLessThan(MOST_WASTED_BYTES_PER_CUT);
});

/** The bytes of a fresh kiosk's first content, tried again at once after each cut. */
async function bytesOfWhole(name: string, weather: Weather): Promise<{ bytes: number; cuts: number }> {
  const proxy = await HostileProxy.start(city.url, chance.apart(name));
  proxy.weather = weather;
  const folder = mkdtempSync(join(tmpdir(), 'borne-kiosk-'));
  const kiosk = kioskParts(folder, proxy.url);
  try {
    expect(await kiosk.enrol(await city.enrolmentCode())).toMatchObject({ ok: true });
    while (!(await kiosk.follower.follow(city.tenant, kiosk.signal)).ok);
    const { bytesDown: bytes, cuts } = proxy.counts;
    return { bytes, cuts };
  } finally {
    kiosk.close();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
