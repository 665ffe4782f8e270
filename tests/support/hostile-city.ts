import { type Chance } from './chance.ts';
import { type City } from './city.ts';

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
