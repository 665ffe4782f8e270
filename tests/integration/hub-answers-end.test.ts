import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayInTheCity } from '../../city/hub/day.ts';
import { endOldAnswers } from '../../city/hub/submissions/end-answers.ts';
import { deliverSome, follow, openKiosk } from '../support/backed-up-city.ts';
import { startCity, type City } from '../support/city.ts';
import { type KioskParts } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';

/* "Une réponse de plus de 12 mois est effacée", the kiosks say: from the city, and from every kiosk. */

let city: City;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
});
afterAll(() => city.stop());

async function holdsAnswers(kiosk: KioskParts, count: number): Promise<void> {
  await eventually(async () => {
    await follow(kiosk);
    expect(kiosk.content.prepare('SELECT count(*) FROM answer').pluck().get()).toBe(count);
  });
}

async function makeOlder(ids: string[], age: string): Promise<void> {
  await city.database.query(
    `update sent_answer set answered_on = current_date - $2::interval where request = any($1::uuid[])`,
    [ids, age],
  );
}

test('answers older than twelve months leave every kiosk, once, and the others stay', async () => {
  const kiosk = await openKiosk(city);
  const ids = await deliverSome(kiosk, 6);
  await holdsAnswers(kiosk, 6);
  await makeOlder(ids.slice(0, 4), '12 months 1 day');
  await makeOlder(ids.slice(4, 5), '11 months 29 days');
  const today = dayInTheCity(new Date());
  const ended = await Promise.all([endOldAnswers(city.database, today), endOldAnswers(city.database, today)]);
  expect(ended.reduce((sum, count) => sum + count, 0)).toBe(4);
  await holdsAnswers(kiosk, 2);
  expect(await endOldAnswers(city.database, today)).toBe(0);
  // A hub whose clock runs years ahead takes nothing back.
  expect(await endOldAnswers(city.database, '2099-01-01')).toBe(0);
  kiosk.close();
});
