import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../city/hub/index.ts';
import { inTransaction } from '../../city/hub/database/index.ts';
import { beginNewLives, noteLife, startWatchingLife } from '../../city/hub/feed/index.ts';
import { startCity, type City } from '../support/city.ts';
import { eventually } from '../support/eventually.ts';

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

test('a hub that runs finds out that a standby took over', async () => {
  const newLives: string[] = [];
  const watching = startWatchingLife(
    city.database,
    () => newLives.push('begun'),
    (error) => expect.unreachable(String(error)),
    20,
  );
  try {
    await eventually(async () => expect(await epochs()).toEqual(before));
    await anotherTimeline();
    await eventually(() => expect(newLives).toEqual(['begun']));
    expect(await epochs()).not.toEqual(before);
  } finally {
    await watching.stop();
  }
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

async function numbers(): Promise<number[]> {
  const { rows } = await city.database.query<{ number: number }>(
    'select epoch_number as number from feed_head order by tenant',
  );
  return rows.map(({ number }) => number);
}

test('an epoch has a larger number than those before, by the clock, and also when the clock fell back', async () => {
  const [first = 0] = await numbers();
  expect(Math.abs(Date.now() - first)).toBeLessThan(600_000);
  await inTransaction(city.database, beginNewLives);
  const [second = 0] = await numbers();
  expect(second).toBeGreaterThan(first);
  // As in a backup of long ago: epochs began since that it does not know of.
  await city.database.query('update feed_head set epoch_number = 5');
  // Nothing is put back within the millisecond that the clock counts by.
  await sleep(5);
  await inTransaction(city.database, beginNewLives);
  expect((await numbers())[0]).toBeGreaterThan(second);
  const ahead = Date.now() + 86_400_000;
  await city.database.query('update feed_head set epoch_number = $1', [ahead]);
  await inTransaction(city.database, beginNewLives);
  expect(await numbers()).toEqual([ahead + 1, ahead + 1]);
});

test('an operator puts the epochs after one that kiosks hold, once, and they stay the same epochs', async () => {
  const ahead = Date.now() + 172_800_000;
  vi.stubEnv('BORNE_EPOCH_AFTER', String(ahead));
  const moved = () => city.log().split('"event":"epoch-moved"').length - 1;
  for (let start = 0; start < 2; start += 1) {
    await city.pause();
    await city.resume();
    expect(await numbers()).toEqual([ahead + 1, ahead + 1]);
    expect(moved()).toBe(1);
  }
  vi.unstubAllEnvs();
  expect(await epochs()).toEqual(before);
});
