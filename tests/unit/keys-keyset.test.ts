import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  addServiceKey,
  announceKey,
  createTenantKeys,
  destroyKey,
  openKeyRing,
  readOwnKeyset,
  replaceLostKey,
  retireKey,
  verifyKeys,
  type KeyPlaces,
} from '../../city/hub/index.ts';
import { keyToSealTo, keysetSchema, type PublicKey } from '../../shared/sealing/index.ts';
import { temporaryFolder } from '../support/core.ts';

const TODAY = '2026-12-01';
const SERVICE = { service: 'idees' };

let places: KeyPlaces;
let first: string;

beforeEach(async () => {
  const folder = temporaryFolder();
  const [keysFolder, rootFolder] = [join(folder, 'keys'), join(folder, 'stick')];
  mkdirSync(keysFolder);
  mkdirSync(rootFolder);
  places = { keysFolder, rootFolder, tenant: 'pantin' };
  await createTenantKeys({ ...places, services: ['idees'], partners: [] });
  first = (await keyset()).hub[0]?.kid ?? '';
});

async function keyset() {
  const read = await readOwnKeyset(places.keysFolder, 'pantin');
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

const key = (kid: string, from?: string): PublicKey => ({
  kid,
  publicKey: kid,
  ...(from === undefined ? {} : { from }),
});

test.each<[string, PublicKey[], string]>([
  ['the only one, without a day', [key('a')], 'a'],
  ['the old one before the day of the next', [key('a'), key('b', '2026-12-02')], 'a'],
  ['the next one on its day', [key('a'), key('b', '2026-12-01')], 'b'],
  ['wherever it stands', [key('b', '2026-11-01'), key('a'), key('c', '2026-10-01')], 'b'],
  ['the newest of several', [key('a'), key('b', '2026-01-01'), key('c', '2026-06-01')], 'c'],
  ['the first of two of one day', [key('a', '2026-01-01'), key('b', '2026-01-01')], 'a'],
  ['the earliest when the clock is behind them all', [key('b', '2028-01-01'), key('a', '2027-01-01')], 'a'],
])('a page seals to %s', (_which, keys, kid) => {
  expect(keyToSealTo(keys, TODAY)?.kid).toBe(kid);
});

test('a list without keys seals to none', () => {
  expect(keyToSealTo([], TODAY)).toBeUndefined();
});

test('a keyset of before there were days is read as it was', () => {
  const old = {
    format: 'borne/keyset/v1',
    tenant: 'pantin',
    edition: 1,
    hub: [{ kid: 'a', publicKey: 'p' }],
    feed: [{ kid: 'f', publicKey: 'p' }],
    services: {},
    partners: [],
  };
  expect(keysetSchema.parse(old)).toEqual(old);
});

test('what is announced is held by the hub before it is signed, and the first key stays first', async () => {
  const announced = await announceKey(places, { of: 'hub', from: '2027-03-01', today: TODAY });
  if (!announced.ok) throw new Error(announced.reason);
  const { kid } = announced.value;
  const now = await keyset();
  expect(now.edition).toBe(2);
  expect(now.hub).toMatchObject([{ kid: first }, { kid, from: '2027-03-01' }]);
  const ring = openKeyRing(places.keysFolder);
  expect((await ring.of('pantin'))?.hub.map((each) => each.kid)).toEqual([first, kid]);
});

test('creating again, as a start of the demo does, keeps what was announced, retired and destroyed', async () => {
  await announceKey(places, { of: 'hub', from: '2027-03-01', today: TODAY });
  await retireKey(places, { kid: first, today: '2027-04-01' });
  await destroyKey(places, { kid: first, today: '2027-12-01' });
  const before = await keyset();
  expect(await createTenantKeys({ ...places, services: ['idees'], partners: [] })).toMatchObject({
    edition: before.edition,
  });
  expect(await keyset()).toEqual(before);
  await createTenantKeys({ ...places, services: ['idees', 'budget'], partners: [] });
  expect(await keyset()).toMatchObject({ edition: before.edition + 1, retired: before.retired });
});

test.each([
  ['too-soon', () => announceKey(places, { of: 'hub', from: '2027-02-28', today: TODAY })],
  ['unknown-service', () => announceKey(places, { of: { service: 'x' }, from: '2027-03-01', today: TODAY })],
  ['not-lost', () => replaceLostKey(places, { of: SERVICE, today: TODAY })],
  ['has-a-key', () => addServiceKey(places, { ...SERVICE, today: TODAY })],
  ['in-use', () => retireKey(places, { kid: first, today: TODAY })],
  ['unknown-key', () => retireKey(places, { kid: 'nobody', today: TODAY })],
  ['not-retired', () => destroyKey(places, { kid: first, today: TODAY })],
  [
    'no-keys',
    () => announceKey({ ...places, tenant: 'paris' }, { of: 'hub', from: '2027-03-01', today: TODAY }),
  ],
  [
    'no-root',
    () => addServiceKey({ ...places, rootFolder: temporaryFolder() }, { service: 'x', today: TODAY }),
  ],
])('%s: refused, and nothing is changed', async (reason, attempt) => {
  const before = filesIn(places.keysFolder);
  expect(await attempt()).toEqual({ ok: false, reason });
  expect(filesIn(places.keysFolder)).toEqual(before);
});

test('another city’s stick, or a keyset that its root did not sign, is refused', async () => {
  const other = temporaryFolder();
  await createTenantKeys({ ...places, keysFolder: other, rootFolder: other, services: [], partners: [] });
  const add = (given: KeyPlaces) => addServiceKey(given, { service: 'x', today: TODAY });
  expect(await add({ ...places, rootFolder: other })).toEqual({ ok: false, reason: 'other-root' });
  const file = join(places.keysFolder, 'pantin', 'keyset.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('idees', 'idea'));
  expect(await add(places)).toEqual({ ok: false, reason: 'untrusted-keys' });
});

test('a second key is not announced while one waits for its day', async () => {
  const announce = (today: string, from: string) => announceKey(places, { of: SERVICE, from, today });
  expect((await announce(TODAY, '2027-03-01')).ok).toBe(true);
  expect(await announce(TODAY, '2027-06-01')).toEqual({ ok: false, reason: 'already-announced' });
  expect((await announce('2027-03-01', '2027-06-01')).ok).toBe(true);
});

test('verifying says which private halves are here, also of a key that should be gone', async () => {
  await announceKey(places, { of: 'hub', from: '2027-03-01', today: TODAY });
  const file = join(places.keysFolder, 'pantin', 'hub.json');
  const copy = readFileSync(file, 'utf8');
  await retireKey(places, { kid: first, today: '2027-04-01' });
  const held = async () =>
    verifyKeys(places.keysFolder, await keyset()).map(({ kid, state, held }) => [kid === first, state, held]);
  expect(await held()).toContainEqual([true, 'retired', true]);
  await destroyKey(places, { kid: first, today: '2027-12-01' });
  expect(await held()).toContainEqual([true, 'destroyed', false]);
  writeFileSync(file, copy);
  expect(await held()).toContainEqual([true, 'destroyed', true]);
});

test('the root’s private half is in no file that a hub reads', () => {
  const root = readFileSync(join(places.rootFolder, 'pantin-root.json'), 'utf8');
  const { privateKey } = JSON.parse(root) as { privateKey: string };
  for (const text of Object.values(filesIn(places.keysFolder))) expect(text).not.toContain(privateKey);
});

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
