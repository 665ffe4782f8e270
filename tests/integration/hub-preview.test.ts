import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { inTransaction } from '../../city/hub/database/index.ts';
import { putRecord, sequence } from '../../city/hub/feed/index.ts';
import { type City, startCity } from '../support/city.ts';
import { openConsole, type TestConsole } from '../support/console-client.ts';
import { enrolDevice } from '../support/device.ts';
import { publishRecords } from '../support/publish-records.ts';

let city: City;
let publisher: TestConsole['client'];
const folder = mkdtempSync(join(tmpdir(), 'borne-preview-'));

beforeAll(async () => {
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  mkdirSync(join(folder, 'console'));
  writeFileSync(join(folder, 'console', 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>borne</title>');
  writeFileSync(join(folder, 'page', 'assets', 'index-1a2b.js'), 'export {};');
  city = await startCity({
    tenants: ['pantin', 'paris'],
    consoleFolder: join(folder, 'console'),
    pageFolder: join(folder, 'page'),
  });
  await enrolDevice(city.url, await city.enrolmentCode());
  const password = await createAgent(city.database, 'pantin', 'redaction', [{ role: 'publisher' }]);
  const opened = openConsole(city.url);
  await opened.client.signIn({ tenant: 'pantin', name: 'redaction', password });
  publisher = opened.client;
});

afterAll(async () => {
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a publisher learns whom the kiosks follow and where they stand', async () => {
  expect(await publisher.preview.kiosk({})).toEqual({
    ok: true,
    value: {
      tenants: ['pantin', 'paris'],
      elsewhere: [],
      sites: [{ id: 'maison-du-projet', name: 'Maison du projet' }],
    },
  });
});

test('reads all that a kiosk shows page by page, and nothing of a tenant that none follows', async () => {
  const many = Array.from({ length: 250 }, (_, number) => ({
    collection: 'service',
    id: `many-${String(number).padStart(3, '0')}`,
    body: `{"number":${number}}`,
  }));
  await publishRecords(city.database, 'paris', [...many, { collection: 'secret', id: 'other', body: '{}' }]);
  const first = await publisher.preview.records({ tenant: 'paris' });
  if (!first.ok) throw new Error(first.reason);
  expect(first.value.records.length).toBe(200);
  const second = await publisher.preview.records({ tenant: 'paris', after: first.value.next });
  if (!second.ok) throw new Error(second.reason);
  expect(second.value.next).toBeUndefined();
  const ids = [...first.value.records, ...second.value.records].map(
    ({ collection, id }) => `${collection} ${id}`,
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith('service many-')).length).toBe(250);
  expect(ids).toContain('tenant paris');
  expect(ids).not.toContain('secret other');
  expect(await publisher.preview.records({ tenant: 'plaine-commune' })).toEqual({
    ok: false,
    reason: 'unknown-tenant',
  });
  expect(await publisher.preview.clips({ tenant: 'plaine-commune' })).toMatchObject({ ok: false });
});

test('reads what is for one site with that site alone, and never another tenant’s', async () => {
  for (const tenant of ['pantin', 'paris']) {
    await inTransaction(city.database, async (connection) => {
      const place = { tenant, scope: 'site:maison-du-projet', collection: 'service', id: 'here' };
      await putRecord(connection, place, '{"here":true}');
    });
    await sequence(city.database, tenant);
  }
  const held = async (tenant: string, site?: string) => {
    // Past all that is for everybody.
    const after = { scope: 'public', collection: 'tenant', id: tenant };
    const read = await publisher.preview.records({ tenant, site, after });
    return read.ok && read.value.records.some(({ id }) => id === 'here');
  };
  expect(await held('pantin', 'maison-du-projet')).toBe(true);
  expect(await held('pantin', 'mairie')).toBe(false);
  expect(await held('pantin')).toBe(false);
  expect(await held('paris', 'maison-du-projet')).toBe(false);
});

test('a recording is fetched by its name, and is unknown to who asks for another', async () => {
  const clips = await publisher.preview.clips({ tenant: 'pantin' });
  if (!clips.ok) throw new Error(clips.reason);
  const [id = ''] = clips.value;
  expect(await publisher.preview.clip({ tenant: 'pantin', id })).toMatchObject({ ok: true });
  expect(await publisher.preview.clip({ tenant: 'pantin', id: 'fr-x' })).toEqual({
    ok: false,
    reason: 'unknown-clip',
  });
});

test('the kiosks’ page is served for a frame of ours alone, with an origin that is nobody’s', async () => {
  const page = await fetch(`${city.url}/console/preview/`);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(await page.text()).toContain('borne');
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy.split('; ')).toContain('sandbox allow-scripts');
  const script = await fetch(`${city.url}/console/preview/assets/index-1a2b.js`);
  expect(script.headers.get('access-control-allow-origin')).toBe('*');
  expect(script.headers.get('cache-control')).toContain('immutable');

  const console = await fetch(`${city.url}/console/`);
  const own = console.headers.get('content-security-policy') ?? '';
  expect(own).toContain("frame-src 'self'");
  expect(own).toContain("frame-ancestors 'none'");
  expect(own).not.toContain('sandbox');
  expect(console.headers.get('access-control-allow-origin')).toBeNull();
});
