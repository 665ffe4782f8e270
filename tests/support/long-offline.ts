import { expect } from 'vitest';
import { Chance } from './chance.ts';
import { startCity, type City } from './city.ts';
import { HostileProxy } from './hostile-proxy.ts';
import { KioskProcess } from './kiosk-process.ts';
import { publishAll, publishChanges, type PublishingOptions } from './publisher.ts';
import { expectArrivedOnce, expectDensePlaces, expectSameContent, whenQuiet } from './sameness.ts';

export interface LongOfflineOptions {
  /** By the kiosk's own clock. */
  days: number;
  submissionsEachDay: number;
  /** Changes that the city publishes meanwhile. */
  changes: number;
  records: number;
}

const TENANT = 'pantin';
const BODY_LETTERS = 500;
const PUBLISHERS = 4;
/** A day that ends because somebody pulls the plug. */
const UNPLUGGED = 0.3;
/** Far above what it takes: a retry may wait as long as five minutes. */
const QUIET_WITHIN_MS = 400_000;

/**
 * A kiosk that was enrolled stands without a network for many days, switched off every evening, while visitors record
 * and the city goes on publishing. Then one evening on line brings both up to date.
 */
export async function stayOffline(options: LongOfflineOptions): Promise<void> {
  const chance = Chance.fromEnvironment();
  console.log(`seed ${chance.seed}: BORNE_SEED=${chance.seed} draws the same again`);
  const city = await startCity({ tenants: [TENANT], asProcess: true });
  const line = await HostileProxy.start(city.url, chance.apart('line'));
  try {
    await goThrough(options, chance, { city, line });
  } finally {
    await line.close();
    await city.stop();
  }
}

async function goThrough(
  options: LongOfflineOptions,
  chance: Chance,
  { city, line }: { city: City; line: HostileProxy },
): Promise<void> {
  const { days, submissionsEachDay, changes, records } = options;
  const publishing = publishingBy(city, chance.apart('publishing'), records);
  await publishAll(publishing);
  const kiosk = new KioskProcess({
    name: 'the kiosk',
    hub: () => line.url,
    enrolmentCode: await city.enrolmentCode(),
    visits: 0,
  });
  await kiosk.start();
  await whenQuiet(city, [kiosk], QUIET_WITHIN_MS);
  await kiosk.stop();
  await line.close();

  const before = await expectDensePlaces(city);
  const publishers = Array.from({ length: PUBLISHERS }, (_, number) =>
    publishChanges(publishingBy(city, chance.apart(`publisher ${number}`), records), changes / PUBLISHERS),
  );
  await Promise.all([liveOffline(kiosk, { days, submissionsEachDay }, chance.apart('days')), ...publishers]);
  expect(kiosk.recorded).toHaveLength(days * submissionsEachDay);

  const requests = requestsIn(city.log());
  const { bytesUp, bytesDown } = line.counts;
  await line.open();
  const started = performance.now();
  await kiosk.start({ daysAhead: days });
  await whenQuiet(city, [kiosk], QUIET_WITHIN_MS);
  const seconds = (performance.now() - started) / 1_000;
  const changed = (await expectDensePlaces(city)) - before - kiosk.recorded.length;
  console.log(
    [
      `${days} days off line: ${kiosk.recorded.length} submissions recorded, ${changed} changes published`,
      `one evening on line: ${seconds.toFixed(1)} s, ${line.counts.bytesUp - bytesUp} bytes up,`,
      `${line.counts.bytesDown - bytesDown} bytes down, ${requestsIn(city.log()) - requests} requests`,
    ].join('\n'),
  );

  await expectArrivedOnce(city, [kiosk]);
  await expectSameContent(city, [kiosk]);
  // One more when the real day changed meanwhile.
  expect(await daysRecorded(city)).toBeGreaterThanOrEqual(days);
  await kiosk.stop();
}

function publishingBy(city: City, chance: Chance, records: number): PublishingOptions {
  return {
    database: city.database,
    tenant: TENANT,
    chance,
    records,
    bodyLetters: BODY_LETTERS,
    together: 50,
  };
}

/** Each day is a life of the process, with its clock a day further. */
async function liveOffline(
  kiosk: KioskProcess,
  { days, submissionsEachDay }: { days: number; submissionsEachDay: number },
  chance: Chance,
): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await kiosk.start({ daysAhead: day, visits: submissionsEachDay });
    await kiosk.lastVisitor();
    if (chance.happens(UNPLUGGED)) await kiosk.kill();
    else await kiosk.stop();
  }
}

function requestsIn(log: string): number {
  return log.split('"event":"request"').length - 1;
}

/** On how many days the kiosk says that it recorded something: its clock is kept for people and decides nothing. */
async function daysRecorded(city: City): Promise<number> {
  const { rows } = await city.database.query<{ days: number }>(
    "select count(distinct convert_from(item, 'UTF8')::jsonb ->> 'recordedOn') as days from submission",
  );
  return rows[0]?.days ?? 0;
}
