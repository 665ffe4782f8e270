import { makeDueSnapshots } from '../../city/hub/feed/index.ts';
import { type Chance } from './chance.ts';
import { startCity, type City } from './city.ts';
import { publishAll } from './publisher.ts';

/** Enough of them for a snapshot of several segments and a log of several pages. */
export const HOSTILE_RECORDS = 1_500;
const BODY_LETTERS = 4_000;

/** What the city publishes behind a bad line. */
export function publishingIn({ database, tenant }: City, chance: Chance) {
  return {
    database,
    tenant,
    chance: chance.apart('publishing'),
    records: HOSTILE_RECORDS,
    bodyLetters: BODY_LETTERS,
    together: 100,
  };
}

/** A city whose hub is a process of its own, with all that it publishes packed into a snapshot. */
export async function startHostileCity(chance: Chance): Promise<City> {
  console.log(`seed ${chance.seed}: BORNE_SEED=${chance.seed} draws the same again`);
  const city = await startCity({ tenants: ['pantin'], asProcess: true });
  await publishAll(publishingIn(city, chance));
  if ((await makeDueSnapshots(city.database)) === 0) throw new Error('no snapshot was due');
  return city;
}
