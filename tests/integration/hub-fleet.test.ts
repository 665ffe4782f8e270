/* The city's side of the fleet: what kiosks say of themselves, what is seen of it, and what may be asked of one. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { type KioskQuery } from '../../shared/contract/index.ts';
import {
  commandSchema,
  deviceScope,
  type Health,
  signedByFeedSchema,
  tokenAssertion,
} from '../../shared/sync/index.ts';
import { sign, verify } from '../../shared/sealing/index.ts';
import { type City, startCity, TEST_SITE } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { enrolDevice, readCheckpoint, readScope, type TestDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SEARCHES_WITHIN_MS = 300;

let city: City;
let device: TestDevice;
let client: ReturnType<typeof openConsole>['client'];

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
  client = openConsole(city.url).client;
  await client.signIn({ tenant: 'pantin', ...city.agent });
});

afterAll(() => city.stop());

beforeEach(async () => {
  await city.database.query(
    'delete from device_command; delete from device_health; delete from device; delete from tries',
  );
  device = await enrolDevice(city.url, await city.enrolmentCode());
});

const FINE: Health = {
  version: '1.2.3',
  runtime: 'electron 45.4.1',
  waiting: 0,
  kept: 2,
  attention: 0,
  freeBytes: 40_000_000_000,
  followed: [],
  commands: [],
};

/** Proves itself as a kiosk does, and says how it is. */
async function tell(health: unknown, of = device, clock = Date.now()): Promise<number> {
  const { device: id } = of.enrolment;
  const { nonce } = (await (await fetch(`${city.url}/v1/pantin/nonce`)).json()) as { nonce: string };
  const signature = await sign(of.keys.privateKey, tokenAssertion(id, nonce));
  const response = await fetch(`${city.url}/v1/pantin/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ device: id, nonce, signature, clock, health }),
  });
  return response.status;
}

/** What a kiosk says that has followed the city to its newest checkpoint. */
async function upToDate(): Promise<Health['followed']> {
  const { epoch, head, scopes } = await readCheckpoint(city.url, 'pantin', device);
  const sum = scopes.reduce((all, scope) => (all + BigInt(scope.sum)) % 2n ** 64n, 0n);
  const count = scopes.reduce((all, scope) => all + scope.count, 0);
  return [{ tenant: 'pantin', epoch, head, count, sum: String(sum), provedSecondsAgo: 5 }];
}

async function listed(query: KioskQuery = {}) {
  const answer = await client.fleet.kiosks(query);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

async function seen() {
  const answer = await client.fleet.kiosk({ id: device.enrolment.device });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

describe('what a kiosk says of itself', () => {
  test('a kiosk that is up to date is seen so, with its version, queue and proof', async () => {
    expect(await tell({ ...FINE, followed: await upToDate() })).toBe(200);
    const { health, alarms, followed } = await seen();
    expect(alarms).toEqual([]);
    expect(health).toMatchObject({ version: '1.2.3', kept: 2, behind: 0, sumsAgree: true });
    expect(Date.now() - Number(health?.provedAt)).toBeLessThan(60_000);
    expect(followed).toMatchObject([{ tenant: 'pantin' }]);
  });

  test('one that lacks changes, or has other rows than the city, is found out', async () => {
    const [standing] = await upToDate();
    if (standing === undefined) throw new Error('nothing is followed');
    await tell({ ...FINE, followed: [{ ...standing, head: standing.head - 3 }] });
    expect((await seen()).health).toMatchObject({ behind: 3, sumsAgree: null });
    await tell({ ...FINE, followed: [{ ...standing, sum: '7' }] });
    expect(await seen()).toMatchObject({ alarms: ['sync'], health: { behind: 0, sumsAgree: false } });
    await tell({ ...FINE, followed: [{ ...standing, epoch: randomUUID() }] });
    expect((await seen()).health).toMatchObject({ behind: null, sumsAgree: null });
  });

  test('an older kiosk says nothing, one that cannot be understood is let in all the same', async () => {
    expect(await tell(undefined)).toBe(200);
    expect(await seen()).toMatchObject({ health: null, alarms: [] });
    expect(await tell({ ...FINE, waiting: 'beaucoup' })).toBe(200);
    expect((await seen()).health).toBeNull();
  });

  test('a sentence is no reason: only the program’s own words are kept', async () => {
    const failed = (reason: string) => ({
      ...FINE,
      lastFailure: { event: 'sync-failed', reason, secondsAgo: 60 },
    });
    await tell(failed('Mme Martin a écrit'));
    expect((await seen()).health).toBeNull();
    await tell(failed('hub-too-slow'));
    expect((await seen()).lastFailure).toMatchObject({ event: 'sync-failed', reason: 'hub-too-slow' });
  });

  test('what was proved before a start is not forgotten by it', async () => {
    await tell({ ...FINE, followed: await upToDate() });
    const [standing] = await upToDate();
    await tell({ ...FINE, followed: [{ ...standing, provedSecondsAgo: undefined }] });
    expect((await seen()).health?.provedAt).not.toBeNull();
  });
});

describe('alarms', () => {
  test.each([
    ['attention', { attention: 1 }, ''],
    ['disk', { freeBytes: 900_000_000 }, ''],
    ['printer', { printerWorks: false }, ''],
    ['sync', {}, `update device_health set proved_at = now() - interval '2 hours'`],
    ['sync', {}, `update device set enrolled_at = now() - interval '2 hours'`],
    ['silent', {}, `update device set seen_at = now() - interval '25 hours'`],
    ['clock', {}, `update device set clock_ahead_milliseconds = -120000`],
  ])('%s', async (alarm, said, then) => {
    await tell({ ...FINE, ...said });
    if (then !== '') await city.database.query(then);
    expect((await seen()).alarms).toEqual([alarm]);
    const page = await listed({ alarm: alarm as 'sync' });
    expect(page).toMatchObject({
      kiosks: [{ id: device.enrolment.device }],
      counts: { any: 1, [alarm]: 1, all: 1 },
    });
    expect((await listed({ alarm: alarm === 'disk' ? 'clock' : 'disk' })).kiosks).toEqual([]);
  });

  test('a silent kiosk is not also said to be unproved', async () => {
    await tell(FINE);
    await city.database
      .query(`update device_health set proved_at = now() - interval '3 days', told_at = now() - interval '2 days';
      update device set seen_at = now() - interval '2 days'`);
    expect((await seen()).alarms).toEqual(['silent']);
  });
});

test('two thousand kiosks: the worst first, page after page without a hole, found by name, and quickly', async () => {
  await city.database.query(`
    insert into device (tenant, id, public_key, site, site_name, seen_at, clock_ahead_milliseconds)
      select 'pantin', gen_random_uuid(), 'k', 'site-' || n % 40, 'Site ' || n % 40, now() - make_interval(mins => n % 1500), 0
      from generate_series(1, 1999) n;
    insert into device_health (tenant, device, told_at, version, runtime, waiting, kept, attention, free_bytes, proved_at, followed)
      select tenant, id, seen_at, '1', 'electron 45', 0, 0, (random() < 0.05)::int, 5e9, seen_at, '[]' from device
      where public_key = 'k';
    analyze device; analyze device_health`);
  const took: number[] = [];
  const timed = async (query: KioskQuery) => {
    const began = performance.now();
    const page = await listed(query);
    took.push(performance.now() - began);
    return page;
  };
  const all = [];
  for (let page = await timed({}); ; page = await timed({ after: page.next })) {
    all.push(...page.kiosks);
    if (page.next === null) break;
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(2_000);
  const weights = all.map(
    ({ alarms }) => 32 * Number(alarms.includes('silent')) + 16 * Number(alarms.includes('attention')),
  );
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  const found = await timed({ search: 'SITE 17' });
  expect(new Set(found.kiosks.map(({ siteName }) => siteName))).toEqual(new Set(['Site 17']));
  const id = all[1_000]?.id ?? '';
  expect((await timed({ search: id.slice(0, 13) })).kiosks.map((kiosk) => kiosk.id)).toContain(id);
  expect((await timed({ alarm: 'silent' })).kiosks.every(({ alarms }) => alarms.includes('silent'))).toBe(
    true,
  );
  const p95 = took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? 0;
  expect(p95).toBeLessThan(SEARCHES_WITHIN_MS);
});

describe('enrolling and revoking', () => {
  test('a code is shown once, and the page is told when its kiosk came and proved its content', async () => {
    const made = await client.fleet.newCode({ id: 'bibliotheque', name: 'Bibliothèque' });
    if (!made.ok) throw new Error(made.reason);
    const { code, expiresAt } = made.value;
    expect(Number(expiresAt) - Date.now()).toBeGreaterThan(6 * 86_400_000);
    const state = async () => (await client.fleet.codeState({ code })) as { value?: unknown };
    expect((await state()).value).toEqual({ state: 'waiting', kiosk: null, isProved: false });
    device = await enrolDevice(city.url, code);
    const kiosk = device.enrolment.device;
    expect((await state()).value).toEqual({ state: 'arrived', kiosk, isProved: false });
    await tell({ ...FINE, followed: await upToDate() });
    expect((await state()).value).toEqual({ state: 'arrived', kiosk, isProved: true });
    expect(await seen()).toMatchObject({ siteName: 'Bibliothèque', enrolledBy: city.agent.name });
    expect(await client.fleet.sites()).toMatchObject({
      value: [{ id: 'bibliotheque' }, { id: TEST_SITE.id }],
    });
    expect((await client.fleet.codeState({ code: 'pantin.AAAA' })).ok).toBe(true);
  });

  test('only the site’s own name revokes a kiosk, which is out at once and says who did it', async () => {
    const { device: id } = device.enrolment;
    expect(await client.fleet.revoke({ id, typedSiteName: 'oui' })).toEqual({
      ok: false,
      reason: 'not-confirmed',
    });
    expect(await tell(FINE)).toBe(200);
    expect(await client.fleet.revoke({ id, typedSiteName: TEST_SITE.name })).toEqual({
      ok: true,
      value: null,
    });
    expect(await tell(FINE)).toBe(403);
    expect(await seen()).toMatchObject({ revoked: true, revokedBy: city.agent.name, alarms: [] });
    expect((await listed()).counts.all).toBe(0);
  });

  test('another city sees none of it and can do nothing to it', async () => {
    const { device: id } = device.enrolment;
    const other = openConsole(city.url).client;
    const password = await createAgent(city.database, 'paris', 'voisin', [{ role: 'administrator' }]);
    await other.signIn({ tenant: 'paris', name: 'voisin', password });
    const unknown = { ok: false, reason: 'unknown-kiosk' };
    expect(await other.fleet.kiosk({ id })).toEqual(unknown);
    expect(await other.fleet.command({ id, kind: 'restart' })).toEqual(unknown);
    expect(await other.fleet.revoke({ id, typedSiteName: TEST_SITE.name })).toEqual(unknown);
    expect(await other.fleet.kiosks()).toMatchObject({ ok: true, value: { kiosks: [], counts: { all: 0 } } });
  });
});

describe('commands', () => {
  const ask = (kind: 'sync-now' | 'restart' = 'sync-now') =>
    client.fleet.command({ id: device.enrolment.device, kind });
  const scope = () => readScope(city.url, device, 'pantin', deviceScope(device.enrolment.device));

  test('a command is signed by the feed key, for one kiosk, for fifteen minutes, and only once at a time', async () => {
    const asked = await ask();
    if (!asked.ok) throw new Error(asked.reason);
    expect(await ask()).toEqual({ ok: false, reason: 'already-asked' });
    const [record] = await eventually(async () => {
      const found = await scope();
      expect(found).toHaveLength(1);
      return found;
    });
    const signed = signedByFeedSchema.parse(JSON.parse(record?.body ?? ''));
    const key = device.keyset.feed.find(({ kid }) => kid === signed.feedKey);
    expect(await verify(key?.publicKey ?? '', signed.text, signed.signature)).toBe(true);
    const command = commandSchema.parse(JSON.parse(signed.text));
    expect(command).toMatchObject({ id: asked.value.id, device: device.enrolment.device, kind: 'sync-now' });
    expect(command.expiresAt - command.issuedAt).toBe(15 * 60_000);
    const other = await enrolDevice(city.url, await city.enrolmentCode());
    await expect(readScope(city.url, other, 'pantin', deviceScope(device.enrolment.device))).rejects.toThrow(
      '401',
    );
  });

  test('what became of it is told, and its record leaves the kiosk', async () => {
    const asked = await ask();
    if (!asked.ok) throw new Error(asked.reason);
    const { id } = asked.value;
    await tell({ ...FINE, commands: [{ id, outcome: 'done', endedAt: Date.now() - 60_000 }] });
    expect((await seen()).commands).toMatchObject([
      { id, kind: 'sync-now', agent: city.agent.name, outcome: 'done' },
    ]);
    await eventually(async () => expect((await scope()).at(-1)).toMatchObject({ op: 'delete' }));
    expect((await ask()).ok).toBe(true);
  });

  test('no kiosk speaks for another', async () => {
    const asked = await ask('restart');
    if (!asked.ok) throw new Error(asked.reason);
    const other = await enrolDevice(city.url, await city.enrolmentCode());
    const commands = [{ id: asked.value.id, outcome: 'done', endedAt: Date.now() }];
    expect(await tell({ ...FINE, commands }, other)).toBe(200);
    expect((await seen()).commands).toMatchObject([{ outcome: null }]);
  });

  test('one that is over makes room for another, and its record goes', async () => {
    await ask();
    await city.database.query(`update device_command set expires_at = now() - interval '1 minute'`);
    expect((await ask()).ok).toBe(true);
    const { rows } = await city.database.query(`select cleared from device_command order by issued_at`);
    expect(rows).toEqual([{ cleared: true }, { cleared: false }]);
  });
});
