import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishFolder } from '../../city/hub/index.ts';
import { inTransaction } from '../../city/hub/database/index.ts';
import { deleteRecord, putRecord } from '../../city/hub/feed/index.ts';
import { sha256 as sha256Of } from '../../city/hub/sha256.ts';
import { fingerprint } from '../../shared/sealing/index.ts';
import { addSums, FEED_PAGE, recordSum } from '../../shared/sync/index.ts';
import { startCity, type City } from '../support/city.ts';
import { enrolDevice, readCheckpoint, readPage, readScope, type TestDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

let city: City;
let device: TestDevice;
const folder = mkdtempSync(join(tmpdir(), 'borne-content-'));

beforeAll(async () => {
  city = await startCity();
  device = await enrolDevice(city.url, await city.enrolmentCode());
});

afterAll(async () => {
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The sequencer needs a moment: waits until nothing is left without a position. */
async function settled(): Promise<void> {
  await eventually(async () => {
    const { rows } = await city.database.query('select 1 from feed where position is null limit 1');
    expect(rows).toEqual([]);
  });
}

test('the checkpoint of each scope sums up the live records, recomputed from their bodies', async () => {
  await settled();
  for (const tenant of city.tenants) {
    const checkpoint = await readCheckpoint(city.url, tenant, device);
    for (const scope of checkpoint.scopes) {
      const changes = await readScope(city.url, device, tenant, scope.scope);
      let sum = 0n;
      const live = new Map(changes.map((change) => [`${change.collection}/${change.id}`, change]));
      for (const { collection, id, version, body } of live.values()) {
        const sha256 = await fingerprint(body ?? '');
        sum = addSums(sum, recordSum(sha256Of, { collection, id, version, sha256 }));
      }
      expect(scope).toMatchObject({ count: live.size, sum: String(sum) });
    }
  }
});

test('a page never goes beyond `until`, and pages follow each other without a gap', async () => {
  const records = Array.from({ length: FEED_PAGE + 700 }, (_, index) => `bulk-${index}`);
  await inTransaction(city.database, async (connection) => {
    for (const id of records.toSorted()) {
      await putRecord(connection, { tenant: 'paris', scope: 'public', collection: 'bulk', id }, '{}');
    }
  });
  await settled();
  const { epoch, head } = await readCheckpoint(city.url, 'paris', device);
  const query = { tenant: 'paris', scope: 'public', epoch };

  const short = await readPage(city.url, device, { ...query, after: head - 10, until: head - 4 });
  expect(short.changes.map((change) => change.position)).toEqual(
    [9, 8, 7, 6, 5, 4].map((back) => head - back),
  );
  expect(short.header).toEqual({ epoch, after: head - 10, last: head - 4, count: 6 });

  const first = await readPage(city.url, device, { ...query, after: head - FEED_PAGE - 300 });
  expect(first.changes).toHaveLength(FEED_PAGE);
  const second = await readPage(city.url, device, { ...query, after: first.header.last });
  expect(second.changes).toHaveLength(300);
  expect(second.header.last).toBe(head);
});

test('a page of heavy records is cut by its bytes and loses none', async () => {
  const body = JSON.stringify({ text: 'é'.repeat(150_000) });
  await inTransaction(city.database, async (connection) => {
    for (const id of ['heavy-1', 'heavy-2', 'heavy-3', 'heavy-4', 'heavy-5', 'heavy-6']) {
      await putRecord(
        connection,
        { tenant: 'sommet-citoyen', scope: 'public', collection: 'bulk', id },
        body,
      );
    }
  });
  await settled();
  const { epoch, head } = await readCheckpoint(city.url, 'sommet-citoyen', device);
  const query = { tenant: 'sommet-citoyen', scope: 'public', epoch };
  const page = await readPage(city.url, device, { ...query, after: head - 6 });
  expect(page.changes).toHaveLength(4);
  const rest = await readPage(city.url, device, { ...query, after: page.header.last });
  expect(rest.changes.map((change) => change.id)).toEqual(['heavy-5', 'heavy-6']);
  expect(rest.changes[1]?.body).toBe(body);
});

test('a cursor of another epoch, or beyond the end, is refused with 409 (I8)', async () => {
  const { epoch, head } = await readCheckpoint(city.url, 'pantin', device);
  const other = '11111111-2222-4333-8444-555555555555';
  for (const query of [`epoch=${other}&after=0`, `epoch=${epoch}&after=${head + 1}`]) {
    const response = await fetch(`${city.url}/v1/pantin/feed/public?${query}`, { headers: device.headers });
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({ error: 'epoch' });
  }
});

test.each(['epoch=x&after=0', 'after=0', 'epoch=11111111-2222-4333-8444-555555555555&after=-1'])(
  'a cursor that is none is refused: %s',
  async (query) => {
    const response = await fetch(`${city.url}/v1/pantin/feed/public?${query}`, { headers: device.headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'bad-request' });
  },
);

test('the bodies are the files, letter for letter, and a deleted record leaves a tombstone', async () => {
  const from = join(folder, 'whole');
  cpSync(resolve('resources/cities/sommet-citoyen'), from, { recursive: true });
  const oddly = '{ "name" : {"original":"fr","fr":{"text":"Été","by":"human"}} }\n\n';
  writeFileSync(join(from, 'tenant.json'), oddly);
  await city.publish('plaine-commune', from);
  await settled();
  const changes = await readScope(city.url, device, 'plaine-commune', 'public');
  expect(changes.findLast((change) => change.collection === 'tenant')).toMatchObject({
    id: 'plaine-commune',
    version: 2,
    op: 'put',
    body: oddly,
  });
  const gone = changes.filter((change) => change.op === 'delete');
  expect(gone.length).toBeGreaterThan(10);
  expect(gone.every((change) => change.body === null && change.version === 2)).toBe(true);
});

test('publishing the same folder again changes nothing', async () => {
  const again = await publishFolder(city.database, 'pantin', resolve('resources/cities/pantin'));
  expect(again).toMatchObject({ ok: true, value: { written: 0, deleted: 0 } });
});

test('a bad record is named with its file and field, and nothing of its folder is published', async () => {
  const from = join(folder, 'bad');
  mkdirSync(join(from, 'service'), { recursive: true });
  mkdirSync(join(from, 'servcie'));
  writeFileSync(join(from, 'tenant.json'), '{"name":{"original":"fr","fr":{"text":"X","by":"human"}}}');
  writeFileSync(join(from, 'service', 'no-name.json'), '{"theme":"housing"}');
  writeFileSync(join(from, 'service', 'not-json.json'), '{');
  writeFileSync(join(from, 'service', 'Bad Name.json'), '{}');
  const outcome = await publishFolder(city.database, 'nowhere', from);
  expect(outcome.ok).toBe(false);
  const problems = outcome.ok ? '' : outcome.problems.join('\n');
  expect(problems).toContain('no-name.json: name: ');
  expect(problems).toContain('no-name.json: status: ');
  expect(problems).toContain('not-json.json: is not JSON');
  expect(problems).toContain('Bad Name.json: ');
  expect(problems).toContain('servcie: ');
  const { rows } = await city.database.query("select 1 from entity where tenant = 'nowhere'");
  expect(rows).toEqual([]);
});

test('a record deleted and written again goes on counting its versions', async () => {
  const key = { tenant: 'pantin', scope: 'public', collection: 'bulk', id: 'phoenix' } as const;
  for (const step of ['put', 'delete', 'put'] as const) {
    await inTransaction(city.database, (connection) =>
      step === 'put' ? putRecord(connection, key, '{}') : deleteRecord(connection, key),
    );
  }
  await settled();
  const changes = await readScope(city.url, device, 'pantin', 'public');
  const own = changes.filter((change) => change.id === 'phoenix');
  expect(own.map(({ version, op }) => [version, op])).toEqual([
    [1, 'put'],
    [2, 'delete'],
    [3, 'put'],
  ]);
});
