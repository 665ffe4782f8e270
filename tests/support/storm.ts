import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { Chance } from './chance.ts';
import { startCity, type City } from './city.ts';
import { KioskProcess } from './kiosk-process.ts';
import { countOffers, duplicatesAnswered } from './offers.ts';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.ts';
import { publishAll, startPublishing } from './publisher.ts';
import { expectArrivedOnce, expectDensePlaces, expectSameContent, whenQuiet } from './sameness.ts';

export interface StormOptions {
  kioskKills: number;
  hubKills: number;
  databaseKills: number;
}

const KIOSKS = 3;
const HUBS = 2;
const TENANTS = ['pantin', 'paris'];

const LONGEST_START_MS = 1_500;
const LONGEST_LIFE_MS = 6_000;
const KILLED_WHILE_STARTING = 0.3;
const LONGEST_VISITOR_PAUSE_MS = 150;

/** Far above what it takes: a retry may wait as long as five minutes. */
const QUIET_WITHIN_MS = 400_000;

/** What a kiosk writes into its log when something is wrong that no kill explains. */
const NEVER = [
  'content-fetched-anew',
  'content-altered',
  'content-rebuilt',
  'device-key-set-aside',
  'item-needs-attention',
  'keyset-refused',
  'precious-set-aside',
  'record-failed',
  'root-key-changed',
  'round-failed',
  'round-overdue',
];

/** What can be killed and started again. */
interface Victim {
  kill(): Promise<void>;
  /** Resolves when it runs. @throws when it ends before */
  start(): Promise<void>;
}

/**
 * Kiosks record and follow, a city publishes, and at random moments kiosks, hubs and the database are killed and
 * started again. When the kills have ended, everything that was promised must be there, once.
 */
export async function weatherStorm(options: StormOptions): Promise<void> {
  const chance = Chance.fromEnvironment();
  console.log(`seed ${chance.seed}: BORNE_SEED=${chance.seed} draws the same moments again`);
  const database = await startOwnPostgres();
  const city = await startCity({
    tenants: TENANTS,
    asProcess: true,
    hubs: HUBS,
    databaseServer: database.url,
  });
  try {
    await countOffers(city.database);
    await storm(options, chance, { database, city });
  } finally {
    await city.stop();
    await database.stop();
  }
}

async function storm(
  options: StormOptions,
  chance: Chance,
  { database, city }: { database: OwnPostgres; city: City },
): Promise<void> {
  const publishers = TENANTS.map((tenant) => publisherOf(city, tenant, chance));
  for (const publisher of publishers) await publishAll(publisher);
  const kiosks = await startKiosks(city, chance);
  const publishing = publishers.map((publisher) => startPublishing(publisher));
  const kills = await killAll(options, chance, { database, city, kiosks });
  const published = await Promise.all(publishing.map((each) => each.stop()));
  for (const kiosk of kiosks) kiosk.closeDoor();
  await whenQuiet(city, kiosks, QUIET_WITHIN_MS);

  const arrived = await expectArrivedOnce(city, kiosks);
  await expectSameContent(city, kiosks);
  const changes = await expectDensePlaces(city);
  for (const kiosk of kiosks) expect(NEVER.filter((event) => kiosk.events().has(event))).toEqual([]);
  for (const hub of city.hubs) expectOutagesOnly(hub.log());
  const duplicates = await duplicatesAnswered(city.database);
  for (const kiosk of kiosks) await kiosk.stop();

  console.log(
    [
      `kill -9: ${kills.kiosk} kiosks, ${kills.hub} hubs, ${kills.database} PostgreSQL`,
      `submissions: ${arrived.acknowledged} acknowledged, ${arrived.delivered} delivered, ${duplicates} duplicates answered`,
      `changes: ${published.reduce((sum, count) => sum + count)} acknowledged to publishers, ${changes} in the feed`,
      `rounds: ${eventsOf(kiosks)}`,
    ].join('\n'),
  );
  expect(kills).toEqual({
    kiosk: options.kioskKills,
    hub: options.hubKills,
    database: options.databaseKills,
  });
  expect(arrived.acknowledged).toBeGreaterThan(options.kioskKills);
}

/** So many records that hubs make snapshots of them, and the kiosks begin with these. */
function publisherOf(city: City, tenant: string, chance: Chance) {
  return {
    database: city.database,
    tenant,
    chance: chance.apart(`publishing ${tenant}`),
    records: 600,
    bodyLetters: 300,
    together: 5,
    longestPauseMs: 300,
  };
}

async function startKiosks(city: City, chance: Chance): Promise<KioskProcess[]> {
  const kiosks: KioskProcess[] = [];
  for (let number = 0; number < KIOSKS; number += 1) {
    const drawn = chance.apart(`hub of kiosk ${number}`);
    kiosks.push(
      new KioskProcess({
        name: `kiosk ${number}`,
        hub: () => drawn.pick(city.hubs).url,
        enrolmentCode: await city.enrolmentCode(),
        longestPauseMs: LONGEST_VISITOR_PAUSE_MS,
      }),
    );
  }
  for (const kiosk of kiosks) await kiosk.start();
  return kiosks;
}

interface Kills {
  kiosk: number;
  hub: number;
  database: number;
}

async function killAll(
  options: StormOptions,
  chance: Chance,
  { database, city, kiosks }: { database: OwnPostgres; city: City; kiosks: readonly KioskProcess[] },
): Promise<Kills> {
  const kills: Kills = { kiosk: 0, hub: 0, database: 0 };
  const shareOf = (total: number, number: number, among: number) =>
    Math.floor(total / among) + (number < total % among ? 1 : 0);
  await Promise.all([
    ...kiosks.map((kiosk, number) =>
      killAgain(kiosk, shareOf(options.kioskKills, number, KIOSKS), {
        chance: chance.apart(`kiosk ${number}`),
        onKill: () => (kills.kiosk += 1),
      }),
    ),
    ...city.hubs.map((hub, number) =>
      killAgain({ kill: hub.kill, start: hub.resume }, shareOf(options.hubKills, number, HUBS), {
        chance: chance.apart(`hub ${number}`),
        onKill: () => (kills.hub += 1),
      }),
    ),
    killDatabase(database, options, { kills, chance: chance.apart('database') }),
  ]);
  return kills;
}

/** Kills a running victim so many times, while it starts or later, and leaves it running. */
async function killAgain(
  victim: Victim,
  times: number,
  { chance, onKill }: { chance: Chance; onKill: () => void },
): Promise<void> {
  let starting = Promise.resolve();
  for (let killed = 0; killed < times; killed += 1) {
    if (chance.happens(KILLED_WHILE_STARTING)) await sleep(chance.between(0, LONGEST_START_MS));
    else {
      await starting;
      await sleep(chance.between(0, LONGEST_LIFE_MS));
    }
    await victim.kill();
    onKill();
    // It may have been killed before it ran.
    await starting.catch(() => undefined);
    starting = victim.start();
    starting.catch(() => undefined);
  }
  await starting;
}

/** The kills of the database are spread over the others', so that it is never killed when nothing else happens. */
async function killDatabase(
  database: OwnPostgres,
  options: StormOptions,
  { kills, chance }: { kills: Kills; chance: Chance },
): Promise<void> {
  const others = options.kioskKills + options.hubKills;
  const moments = Array.from({ length: options.databaseKills }, () => chance.between(1, others)).toSorted(
    (a, b) => a - b,
  );
  for (const moment of moments) {
    while (kills.kiosk + kills.hub < moment) await sleep(20);
    await sleep(chance.between(0, LONGEST_START_MS));
    await database.kill();
    kills.database += 1;
    await database.start();
  }
}

/** A hub whose database is away says 503; anything that it did not expect would be a 500, or lines that are not its log. */
function expectOutagesOnly(log: string): void {
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { status?: number });
  expect(lines.filter((line) => line.status === 500)).toEqual([]);
}

function eventsOf(kiosks: readonly KioskProcess[]): string {
  const counts = new Map<string, number>();
  for (const kiosk of kiosks)
    for (const [event, count] of kiosk.events()) counts.set(event, (counts.get(event) ?? 0) + count);
  const told = ['checkpoint-applied', 'sync-failed', 'delivered', 'delivery-failed'];
  return told.map((event) => `${counts.get(event) ?? 0} ${event}`).join(', ');
}
