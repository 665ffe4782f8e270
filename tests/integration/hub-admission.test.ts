import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSnapshot } from '../../city/hub/feed/index.ts';
import { Admission, FIRST_SYNCS_AT_ONCE, takeTry } from '../../city/hub/limits/index.ts';
import { signedByFeedSchema, snapshotSchema } from '../../shared/sync/index.ts';
import { startCity, type City } from '../support/city.ts';
import { deliver, enrolDevice, readScope, type TestDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

let city: City;
let device: TestDevice;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
  device = await enrolDevice(city.url, await city.enrolmentCode());
  await eventually(async () => expect(await makeSnapshot(city.database, 'pantin', 'public')).toBe(true));
});
afterAll(() => city.stop());
afterEach(() => city.database.query('delete from admission'));

/** Takes places as other kiosks would, through another hub. */
async function occupy(count: number, tenant = 'pantin'): Promise<void> {
  const otherHub = new Admission(city.database);
  const all = Array.from({ length: count }, () => otherHub.admit(tenant, randomUUID()));
  expect(await Promise.all(all)).toEqual(Array.from({ length: count }, () => true));
}

async function ask(of: TestDevice, what: string): Promise<Response> {
  return fetch(`${city.url}/v1/pantin/${what}`, { headers: of.headers });
}

/** A kiosk of which this hub knows nothing yet. */
const freshDevice = async () => enrolDevice(city.url, await city.enrolmentCode());

async function aSegment(): Promise<string> {
  const response = await ask(device, 'snapshot/public');
  const { text } = signedByFeedSchema.parse(await response.json());
  const { buckets } = snapshotSchema.parse(JSON.parse(text));
  const [first] = buckets.flatMap(({ segment }) => (segment === null ? [] : [segment.sha256]));
  return `segment/${first}`;
}

test('while all places are taken, snapshots and segments come later, and changes go on', async () => {
  const segment = await aSegment();
  await city.database.query('delete from admission');
  await occupy(FIRST_SYNCS_AT_ONCE);
  const late = await freshDevice();
  for (const what of ['snapshot/public', segment]) {
    const response = await ask(late, what);
    expect(response.status).toBe(429);
    expect(await response.json()).toEqual({ error: 'first-syncs-full' });
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(10);
    expect(seconds).toBeLessThanOrEqual(60);
  }
  expect((await readScope(city.url, late, 'pantin', 'public')).length).toBeGreaterThan(0);
  expect(await deliver(city.url, late, 'pantin', ['nothing'])).toHaveLength(1);
});

test('who has a place keeps it, and a place that was left is given away', async () => {
  const [first, second] = [await freshDevice(), await freshDevice()];
  const segment = await aSegment();
  await city.database.query('delete from admission');
  await occupy(FIRST_SYNCS_AT_ONCE - 1);
  expect((await ask(first, 'snapshot/public')).status).toBe(200);
  expect((await ask(second, 'snapshot/public')).status).toBe(429);
  expect((await ask(first, segment)).status).toBe(200);
  const ofFirst = [first.enrolment.device];
  await city.database.query('update admission set until = now() where device = $1', ofFirst);
  expect((await ask(second, 'snapshot/public')).status).toBe(200);
});

test('the last place is given once, however many ask for it at the same moment of several hubs', async () => {
  await occupy(FIRST_SYNCS_AT_ONCE - 1);
  const asking = Array.from({ length: 12 }, () => new Admission(city.database).admit('pantin', randomUUID()));
  const given = (await Promise.all(asking)).filter(Boolean);
  expect(given).toHaveLength(1);
});

test('a place is renewed while it is used, and the places of another city are its own', async () => {
  await occupy(FIRST_SYNCS_AT_ONCE - 1);
  const own = randomUUID();
  expect(await new Admission(city.database).admit('pantin', own)).toBe(true);
  await city.database.query(`update admission set until = now() + interval '1 second' where device = $1`, [
    own,
  ]);
  expect(await new Admission(city.database).admit('pantin', own)).toBe(true);
  const { rows } = await city.database.query<{ long: boolean }>(
    `select until > now() + interval '30 seconds' as long from admission where device = $1`,
    [own],
  );
  expect(rows).toEqual([{ long: true }]);
  expect(await new Admission(city.database).admit('paris', randomUUID())).toBe(true);
});

test('a kiosk that delivers without end is asked to wait, and nothing of it was taken', async () => {
  const busy = await freshDevice();
  const subject = { what: 'items', who: busy.enrolment.device };
  const limit = { tries: 5_000, minutes: 15 };
  expect(await takeTry(city.database, 'pantin', subject, limit, 4_998)).toBe(true);
  expect(await deliver(city.url, busy, 'pantin', ['one', 'two'])).toHaveLength(2);
  const before = await city.database.query('select 1 from dead_letter');
  const response = await fetch(`${city.url}/v1/pantin/submissions`, {
    method: 'POST',
    headers: { ...busy.headers, 'content-type': 'application/x-ndjson' },
    body: 'three',
  });
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(60);
  expect((await city.database.query('select 1 from dead_letter')).rowCount).toBe(before.rowCount);
  expect(await deliver(city.url, device, 'pantin', ['of another'])).toHaveLength(1);
});
