import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../city/hub/index.ts';
import { noteLife } from '../../city/hub/feed/index.ts';
import { startCity, type City } from '../support/city.ts';

let city: City;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'], asProcess: true });
});
afterAll(() => city.stop());

async function epochs(): Promise<string[]> {
  const { rows } = await city.database.query<{ epoch: string }>(
    'select epoch from feed_head order by tenant',
  );
  return rows.map(({ epoch }) => epoch);
}

let before: string[];
beforeEach(async () => {
  await noteLife(city.database, true);
  before = await epochs();
  expect(before).toHaveLength(2);
});

const anotherServer = () => city.database.query("update upkeep.life set system_identifier = '1'");
const anotherTimeline = () => city.database.query('update upkeep.life set timeline = timeline + 1');

test('the first hub on a database notes its server, and begins no other life', async () => {
  await city.database.query('delete from upkeep.life');
  expect(await noteLife(city.database, false)).toBe(false);
  expect(await noteLife(city.database, false)).toBe(false);
  expect(await epochs()).toEqual(before);
});

test.each([
  ['on another server', anotherServer],
  ['brought back to an earlier moment', anotherTimeline],
])('a database that is found %s begins another life, once, for all its tenants', async (_, replace) => {
  await replace();
  const begun = await Promise.all([1, 2, 3].map(() => noteLife(city.database, false)));
  expect(begun.filter(Boolean)).toEqual([true]);
  const after = await epochs();
  expect(after.some((epoch) => before.includes(epoch))).toBe(false);
  expect(new Set(after).size).toBe(2);
});

test('an operator who attests that nothing was lost keeps the life', async () => {
  await anotherServer();
  expect(await noteLife(city.database, true)).toBe(false);
  expect(await noteLife(city.database, false)).toBe(false);
  expect(await epochs()).toEqual(before);
});

test('a server that does not say who it is tells nothing', async () => {
  await anotherServer();
  await city.database.query('revoke execute on function pg_control_system() from public');
  const role = `borne_test_${crypto.randomUUID().replaceAll('-', '')}`;
  await city.database.query(`create role ${role} login password 'x'`);
  const url = new URL(city.databaseUrl);
  url.username = role;
  url.password = 'x';
  const limited = openDatabase(url.href);
  try {
    expect(await noteLife(limited, false)).toBe(false);
    expect(await epochs()).toEqual(before);
  } finally {
    await limited.end();
    await city.database.query(`drop role ${role}`);
  }
});

test('a hub looks at each start, and says in its log that another life began', async () => {
  await city.pause();
  await anotherServer();
  await city.resume();
  expect(city.log()).toContain('"event":"new-life"');
  const after = await epochs();
  expect(after).not.toEqual(before);
  await city.pause();
  await city.resume();
  expect(await epochs()).toEqual(after);
});
