import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenantKeys, revokeDevice, startHub, type Hub } from '../../city/hub/index.ts';
import { startRefusals } from '../../city/hub/refusals/index.ts';
import { generateSigningKeyPair, sign } from '../../shared/sealing/index.ts';
import { tokenAssertion } from '../../shared/sync/index.ts';
import { startCity, type City } from '../support/city.ts';
import { enrolDevice } from '../support/device.ts';

/* What a hub refuses is written down for people: what was asked, by which kiosk, how often; never what was sent. */

const CANARY = 'canari-51ab-une-phrase-de-visiteuse';

let city: City;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
});

afterAll(() => city.stop());

/** Over a hub of its own, whose end writes down what is left. */
async function refusedBy(ask: (hub: Hub) => Promise<void>): Promise<unknown[]> {
  await city.database.query('delete from refusal');
  const hub = await startHub({ database: city.database, keysFolder: city.keysFolder });
  await ask(hub);
  await hub.close();
  const { rows } = await city.database.query(
    'select tenant, route, status, device, count::int from refusal order by route collate "C", status, device',
  );
  return rows;
}

async function post(hub: Hub, path: string, body: string, headers: Record<string, string> = {}) {
  const type = { 'content-type': 'application/json' };
  const response = await fetch(`${hub.url}/v1/${path}`, {
    method: 'POST',
    headers: { ...type, ...headers },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

test('a revoked kiosk and an assertion that is sent again are journalled with the kiosk', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const id = device.enrolment.device;
  const rows = await refusedBy(async (hub) => {
    const answered = await fetch(`${hub.url}/v1/pantin/nonce`);
    const { nonce } = (await answered.json()) as { nonce: string };
    const signature = await sign(device.keys.privateKey, tokenAssertion(id, nonce));
    const assertion = JSON.stringify({ device: id, nonce, signature });
    expect(await post(hub, 'pantin/token', assertion)).toBe(200);
    expect(await post(hub, 'pantin/token', assertion)).toBe(401);
    expect(await post(hub, 'pantin/token', assertion)).toBe(401);
    await revokeDevice(city.database, 'pantin', id);
    expect(await post(hub, 'pantin/acks', '{"ids":[]}', device.headers)).toBe(401);
    expect(await post(hub, 'pantin/token', assertion)).toBe(403);
  });
  expect(rows).toEqual([
    { tenant: 'pantin', route: '/v1/:tenant/acks', status: 401, device: id, count: 1 },
    { tenant: 'pantin', route: '/v1/:tenant/token', status: 401, device: id, count: 2 },
    { tenant: 'pantin', route: '/v1/:tenant/token', status: 403, device: id, count: 1 },
  ]);
});

test('another city’s token, made-up codes and unfit bodies are journalled, without a word of theirs', async () => {
  const folders = { keysFolder: city.keysFolder, rootFolder: city.rootFolder };
  await createTenantKeys({ ...folders, tenant: 'ailleurs', services: [], partners: [] });
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const stranger = await generateSigningKeyPair();
  const id = device.enrolment.device;
  const rows = await refusedBy(async (hub) => {
    expect(await post(hub, 'ailleurs/acks', '{"ids":[]}', device.headers)).toBe(401);
    const code = 'pantin.0000-0000-0000-0000';
    const signature = await sign(stranger.privateKey, `${code} ${stranger.publicKey}`);
    const enrolment = JSON.stringify({ code, publicKey: stranger.publicKey, signature });
    expect(await post(hub, 'enrol', enrolment)).toBe(403);
    const ndjson = { 'content-type': 'application/x-ndjson', ...device.headers };
    const large = CANARY.repeat(200_000);
    expect(await post(hub, 'pantin/submissions', large, ndjson)).toBe(413);
    expect(await post(hub, 'pantin/submissions', `${CANARY}\n`.repeat(201), ndjson)).toBe(400);
    expect(await post(hub, 'nulle-part/acks', '{"ids":[]}')).toBe(404);
  });
  expect(rows).toEqual([
    { tenant: 'ailleurs', route: '/v1/:tenant/acks', status: 401, device: '', count: 1 },
    { tenant: 'pantin', route: '/v1/:tenant/submissions', status: 400, device: id, count: 1 },
    { tenant: 'pantin', route: '/v1/:tenant/submissions', status: 413, device: id, count: 1 },
    { tenant: 'pantin', route: '/v1/enrol', status: 403, device: '', count: 1 },
  ]);
  expect(JSON.stringify(rows)).not.toContain(CANARY);
});

test('a flood of made-up kiosks makes few rows, and all of it is counted', async () => {
  await city.database.query('delete from refusal');
  const refusals = startRefusals(city.database, (error) => {
    throw error;
  });
  for (let made = 0; made < 20_000; made += 1) {
    const device = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
    refusals.note({ tenant: 'pantin', route: '/v1/:tenant/token', status: 403, device });
  }
  await refusals.stop();
  const { rows } = await city.database.query('select device, count::int from refusal');
  expect(rows).toEqual([{ device: '', count: 20_000 }]);
});
