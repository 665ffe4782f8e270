import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listKiosks } from '../../city/hub/fleet/index.ts';
import { createTenantKeys, revokeDevice, startHub } from '../../city/hub/index.ts';
import { generateSigningKeyPair, keysetSchema, sign } from '../../shared/sealing/index.ts';
import { tokenAssertion } from '../../shared/sync/index.ts';
import { startCity, TEST_SITE, type City } from '../support/city.ts';
import { enrolDevice, tokenFor } from '../support/device.ts';

let city: City;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
});

afterAll(() => city.stop());

async function postJson(
  path: string,
  body: unknown,
  { hub = city.url, from }: { hub?: string; from?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${hub}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function enrolment(code: string) {
  const keys = await generateSigningKeyPair();
  return {
    code,
    publicKey: keys.publicKey,
    signature: await sign(keys.privateKey, `${code} ${keys.publicKey}`),
  };
}

async function checkpointStatus(tenant: string, authorization?: string): Promise<number> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return (await fetch(`${city.url}/v1/${tenant}/checkpoint`, { headers })).status;
}

test('a code enrols one kiosk; a kiosk that lost the answer asks again and stays itself', async () => {
  const code = await city.enrolmentCode();
  const request = await enrolment(code);
  const first = await postJson('/v1/enrol', request);
  expect(first).toMatchObject({ status: 200, body: { tenant: 'pantin', site: TEST_SITE } });
  expect(await postJson('/v1/enrol', request)).toEqual(first);
  expect(await postJson('/v1/enrol', await enrolment(code))).toEqual({
    status: 403,
    body: { error: 'unknown-code' },
  });
});

test('a code is refused when it is made up, expired, or sent without a proof of the key', async () => {
  const made = 'pantin.0000-0000-0000-0000';
  expect((await postJson('/v1/enrol', await enrolment(made))).body).toEqual({ error: 'unknown-code' });
  expect((await postJson('/v1/enrol', await enrolment('nowhere.0000'))).body).toEqual({
    error: 'unknown-code',
  });
  const code = await city.enrolmentCode();
  const unproved = { ...(await enrolment(code)), signature: (await enrolment(code)).signature };
  expect((await postJson('/v1/enrol', unproved)).body).toEqual({ error: 'bad-signature' });
  await city.database.query("update enrolment_code set expires_at = now() - interval '1 second'");
  expect((await postJson('/v1/enrol', await enrolment(code))).body).toEqual({ error: 'unknown-code' });
  expect((await postJson('/v1/enrol', { code: 12 })).body).toEqual({ error: 'bad-request' });
});

test('behind a proxy that the hub was told of, guessing from one address slows down nobody else', async () => {
  await city.database.query('delete from tries');
  const request = await enrolment('pantin.0000-0000-0000-0000');
  const told = await startHub({
    database: city.database,
    keysFolder: city.keysFolder,
    trustedProxies: ['127.0.0.1'],
  });
  const guess = async (from: string) =>
    (await postJson('/v1/enrol', request, { hub: told.url, from })).status;
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) await guess('192.0.2.1');
    expect(await guess('192.0.2.1')).toBe(429);
    expect(await guess('192.0.2.2')).toBe(403);
  } finally {
    await told.close();
  }
});

test('an address that a stranger makes up for itself is not believed', async () => {
  await city.database.query('delete from tries');
  const request = await enrolment('pantin.0000-0000-0000-0000');
  const statuses = [];
  for (let attempt = 0; attempt < 21; attempt += 1)
    statuses.push((await postJson('/v1/enrol', request, { from: `192.0.2.${attempt}` })).status);
  expect(statuses.at(-1)).toBe(429);
});

test('guessing codes is slowed down by all hubs together', async () => {
  await city.database.query('delete from tries');
  const request = await enrolment('pantin.0000-0000-0000-0000');
  for (let attempt = 0; attempt < 20; attempt += 1) {
    expect((await postJson('/v1/enrol', request)).status).toBe(403);
  }
  expect(await postJson('/v1/enrol', request)).toEqual({ status: 429, body: { error: 'too-many-tries' } });
  await city.database.query("update tries set since = now() - interval '16 minutes'");
  expect((await postJson('/v1/enrol', request)).status).toBe(403);
});

test('a token opens the home and the partners that the home lists, and nothing else', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const { authorization } = device.headers;
  expect(await checkpointStatus('pantin', authorization)).toBe(200);
  expect(await checkpointStatus('paris', authorization)).toBe(200);
  expect(await checkpointStatus('nowhere', authorization)).toBe(404);
  const stranger = { keysFolder: city.keysFolder, rootFolder: city.rootFolder, services: [], partners: [] };
  await createTenantKeys({ ...stranger, tenant: 'ailleurs' });
  expect(await checkpointStatus('ailleurs', authorization)).toBe(401);
});

test('no token, a changed one and an expired one open nothing', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const { authorization } = device.headers;
  expect(await checkpointStatus('pantin')).toBe(401);
  expect(await checkpointStatus('pantin', `${authorization}A`)).toBe(401);
  const [claims = '', code = ''] = authorization.replace('Bearer ', '').split('.');
  const other = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), until: Date.now() * 2 };
  const forged = Buffer.from(JSON.stringify(other)).toString('base64url');
  expect(await checkpointStatus('pantin', `Bearer ${forged}.${code}`)).toBe(401);

  const later = Date.now() + 15 * 60 * 1_000 + 1_000;
  const future = await startHub({
    database: city.database,
    keysFolder: city.keysFolder,
    now: () => new Date(later),
  });
  const response = await fetch(`${future.url}/v1/pantin/checkpoint`, { headers: device.headers });
  expect(response.status).toBe(401);
  await future.close();
});

test('a token that one hub minted is good at another over the same database', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const other = await startHub({ database: city.database, keysFolder: city.keysFolder });
  const response = await fetch(`${other.url}/v1/pantin/checkpoint`, { headers: device.headers });
  expect(response.status).toBe(200);
  await other.close();
});

test('a revoked kiosk gets no token, and neither does one that does not hold the key', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const id = device.enrolment.device;
  const thief = await generateSigningKeyPair();
  await expect(tokenFor(city.url, 'pantin', id, thief)).rejects.toThrow('unknown-device');
  await expect(tokenFor(city.url, 'paris', id, device.keys)).rejects.toThrow('unknown-device');
  await revokeDevice(city.database, 'pantin', id);
  await expect(tokenFor(city.url, 'pantin', id, device.keys)).rejects.toThrow('unknown-device');
});

test('staff see when a kiosk proved itself and how wrong its clock was, which decides nothing', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const id = device.enrolment.device;
  const seen = async () => {
    const { kiosks } = await listKiosks(city.database, 'pantin');
    return kiosks.find((kiosk) => kiosk.id === id);
  };
  expect(await seen()).toMatchObject({ siteName: TEST_SITE.name, clockAheadMilliseconds: null });
  const tenYears = 10 * 365 * 86_400_000;
  await tokenFor(city.url, 'pantin', id, device.keys, Date.now() - tenYears);
  const kiosk = await seen();
  expect(Math.abs((kiosk?.clockAheadMilliseconds ?? 0) + tenYears)).toBeLessThan(60_000);
  expect(Date.now() - Number(kiosk?.seenAt)).toBeLessThan(60_000);
});

test('a nonce is good once, for five minutes and for its own tenant', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const id = device.enrolment.device;
  const answered = await fetch(`${city.url}/v1/pantin/nonce`);
  const { nonce } = (await answered.json()) as { nonce: string };
  const request = {
    device: id,
    nonce,
    signature: await sign(device.keys.privateKey, tokenAssertion(id, nonce)),
  };
  expect((await postJson('/v1/paris/token', request)).body).toEqual({ error: 'stale-nonce' });
  expect((await postJson('/v1/pantin/token', request)).status).toBe(200);
  expect((await postJson('/v1/pantin/token', request)).body).toEqual({ error: 'stale-nonce' });
  vi.useFakeTimers({ now: Date.now() + 5 * 60 * 1_000 + 1_000, toFake: ['Date'] });
  try {
    expect((await postJson('/v1/pantin/token', request)).body).toEqual({ error: 'stale-nonce' });
  } finally {
    vi.useRealTimers();
  }
});

test('a new service or partner makes a new edition of the keyset, which running hubs serve at once', async () => {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const folders = { keysFolder: city.keysFolder, rootFolder: city.rootFolder };
  const options = { ...folders, tenant: 'paris', services: [], partners: [] };
  const before = await createTenantKeys(options);
  expect(await createTenantKeys(options)).toEqual(before);
  const after = await createTenantKeys({ ...options, services: ['nouveau'] });
  expect(after).toEqual({ rootKey: before.rootKey, edition: before.edition + 1 });
  const response = await fetch(`${city.url}/v1/paris/checkpoint`, { headers: device.headers });
  const reply = (await response.json()) as { keyset: { text: string } };
  const keyset = keysetSchema.parse(JSON.parse(reply.keyset.text));
  expect(keyset.edition).toBe(after.edition);
  expect(Object.keys(keyset.services)).toEqual(['nouveau']);
});
