import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEnrolmentCode } from '../../city/hub/index.ts';
import { forgetCalls } from '../../city/hub/desk/index.ts';
import { helpCallReplySchema, type HelpCallReply } from '../../shared/sync/index.ts';
import { startCity, TEST_SITE, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { deskCode, openDesk, type TestDesk } from '../support/desk-client.ts';
import { enrolDevice, type TestDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { hearStream } from '../support/stream.ts';

/* Two hubs over one database: kiosks speak to the first, desks to the second. */

let city: City;
let kiosk: TestDevice;
let elsewhere: TestDevice;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'], hubs: 2 });
  kiosk = await enrolDevice(city.url, await city.enrolmentCode());
  const code = await createEnrolmentCode(city.database, 'pantin', { id: 'mairie', name: 'Mairie' });
  elsewhere = await enrolDevice(city.url, code);
});
afterAll(() => city.stop());

beforeEach(async () => {
  for (const table of ['desk_call', 'desk_post', 'desk_code', 'desk_count', 'tries'])
    await city.database.query(`delete from ${table}`);
});

const deskHub = () => city.hubs[1]?.url ?? '';

async function pairedDesk(site = TEST_SITE.id): Promise<TestDesk> {
  const desk = openDesk(deskHub());
  expect(await desk.client.pair({ code: await deskCode(city, site) })).toEqual({ ok: true, value: null });
  return desk;
}

/** A desk with its page open. */
async function openedDesk(site?: string): Promise<TestDesk> {
  const desk = await pairedDesk(site);
  await view(desk);
  return desk;
}

async function view(desk: TestDesk) {
  const seen = await desk.client.look();
  if (!seen.ok) throw new Error(seen.reason);
  return seen.value;
}

function send(method: string, id: string, device = kiosk, body?: unknown, tenant = 'pantin') {
  return fetch(`${city.url}/v1/${tenant}/call/${id}`, {
    method,
    headers: { ...device.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function replyOf(response: Promise<Response>): Promise<HelpCallReply> {
  return helpCallReplySchema.parse(await (await response).json());
}

const call = (id: string, device = kiosk, language = 'ta') => replyOf(send('PUT', id, device, { language }));
const look = (id: string, device = kiosk) => replyOf(send('GET', id, device));

async function pass(seconds: number): Promise<void> {
  await city.database.query(
    `update desk_call set called_at = called_at - make_interval(secs => $1),
       answered_at = answered_at - make_interval(secs => $1)`,
    [seconds],
  );
}

describe('pairing', () => {
  test('a code pairs one browser with one site, for as long as browsers keep a cookie', async () => {
    const code = await deskCode(city);
    expect(code).toMatch(/^pantin\.[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const desk = openDesk(deskHub());
    expect(await desk.client.look()).toEqual({ ok: false, reason: 'not-paired' });
    expect(await desk.client.pair({ code: ` ${code.toLowerCase()} ` })).toEqual({ ok: true, value: null });
    expect(desk.setCookie()).toMatch(/Max-Age=34560000; Path=\/desk; HttpOnly; SameSite=Strict/);
    expect(await view(desk)).toMatchObject({ siteName: 'Maison du projet', calls: [], today: [] });

    expect(await openDesk(deskHub()).client.pair({ code })).toEqual({ ok: false, reason: 'unknown-code' });
    const { rows } = await city.database.query<{ post: string }>(
      'select desk_post::text as post from desk_post',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.post).not.toContain(desk.cookie().split('.')[1]);
  });

  test('a code is worth nothing after ten minutes, and guessing has an end', async () => {
    const code = await deskCode(city);
    await city.database.query(`update desk_code set expires_at = expires_at - interval '10 minutes'`);
    const { client } = openDesk(deskHub());
    const reasons = [];
    for (let tries = 0; tries < 21; tries += 1) reasons.push(await client.pair({ code }));
    expect(reasons[19]).toEqual({ ok: false, reason: 'unknown-code' });
    expect(reasons[20]).toEqual({ ok: false, reason: 'too-many-tries' });
    expect(await client.pair({ code: 'nonsense' })).toEqual({ ok: false, reason: 'unknown-code' });
  });

  test('a city pairs desks at its own sites, sees them, and takes one back', async () => {
    const agent = openConsole(city.url);
    await agent.client.signIn({ tenant: 'pantin', ...city.agent });
    expect(await agent.client.desks.createCode({ site: 'nowhere' })).toEqual({
      ok: false,
      reason: 'unknown-site',
    });
    const desk = await openedDesk();
    const listed = await agent.client.desks.list();
    if (!listed.ok) throw new Error(listed.reason);
    expect(listed.value.sites.map(({ name }) => name)).toEqual(['Mairie', 'Maison du projet']);
    const [post] = listed.value.posts;
    expect(post).toMatchObject({ siteName: 'Maison du projet', pairedBy: 'agent', isOpen: true });

    const id = post?.id ?? '';
    expect(await agent.client.desks.revoke({ id: randomUUID() })).toEqual({
      ok: false,
      reason: 'unknown-post',
    });
    expect(await agent.client.desks.revoke({ id })).toEqual({ ok: true, value: null });
    expect(await desk.client.look()).toEqual({ ok: false, reason: 'not-paired' });
    expect(await call(randomUUID())).toEqual({ state: 'nobody' });
    const { rows } = await city.database.query('select paired_by, revoked_by from desk_post');
    expect(rows).toEqual([{ paired_by: 'agent', revoked_by: 'agent' }]);
  });

  test('a page of another site cannot make the browser call, nor hear', async () => {
    const desk = await openedDesk();
    const foreign = openDesk(deskHub(), desk.cookie(), { origin: 'https://elsewhere.example' });
    await expect(foreign.client.look()).rejects.toThrow();
    await expect(hearStream(`${deskHub()}/desk/live`)).rejects.toThrow('401');
  });
});

describe('a call', () => {
  test('rings at the desk of its site through another hub, and says the language and nothing else', async () => {
    const desk = await openedDesk();
    const other = await openedDesk('mairie');
    const bell = await hearStream(`${deskHub()}/desk/live`, { cookie: desk.cookie() });
    const otherBell = await hearStream(`${deskHub()}/desk/live`, { cookie: other.cookie() });
    const bells = (text: string) => text.split('event: look').length - 1;
    await eventually(() => expect([bells(bell.text()), bells(otherBell.text())]).toEqual([1, 1]));

    const id = randomUUID();
    expect(await call(id)).toEqual({ state: 'ringing' });
    await eventually(() => expect(bells(bell.text())).toBe(2), 3_000);
    expect(bells(otherBell.text())).toBe(1);
    expect((await view(desk)).calls).toEqual([
      {
        id,
        kiosk: kiosk.enrolment.device.slice(0, 4),
        language: 'ta',
        state: 'ringing',
        calledAt: expect.any(Date),
      },
    ]);
    expect((await view(other)).calls).toEqual([]);

    expect(await desk.client.answer({ call: id })).toEqual({ ok: true, value: null });
    expect(await look(id)).toEqual({ state: 'coming' });
    await eventually(() => expect(bells(bell.text())).toBe(3), 3_000);
  });

  test('is seen by a desk that heard no bell', async () => {
    const desk = await openedDesk();
    await city.database.query(
      `insert into desk_call (tenant, id, site, device, language) values ('pantin', $1, $2, $3, 'ar')`,
      [randomUUID(), TEST_SITE.id, kiosk.enrolment.device],
    );
    expect((await view(desk)).calls).toMatchObject([{ language: 'ar', state: 'ringing' }]);
  });

  test('can be answered with a time, changed, and ended on either side', async () => {
    const desk = await openedDesk();
    const id = randomUUID();
    await call(id);
    expect(await desk.client.answer({ call: id, minutes: 5 })).toEqual({ ok: true, value: null });
    expect(await look(id)).toEqual({ state: 'later', minutes: 5 });
    expect((await view(desk)).calls).toMatchObject([{ state: 'later', minutes: 5 }]);
    await desk.client.answer({ call: id });
    expect(await look(id)).toEqual({ state: 'coming' });
    await desk.client.finish({ call: id });
    expect(await look(id)).toEqual({ state: 'over' });
    expect((await view(desk)).calls).toEqual([]);

    const second = randomUUID();
    await call(second);
    expect(await replyOf(send('DELETE', second))).toEqual({ state: 'over' });
    expect(await desk.client.answer({ call: second })).toEqual({ ok: false, reason: 'call-over' });
    expect((await view(desk)).counts).toEqual({ answered: 1, unanswered: 1, nobody: 0 });
  });

  test('has waited long enough after sixty seconds, and can still be answered until ten minutes', async () => {
    const desk = await openedDesk();
    const id = randomUUID();
    await call(id);
    await pass(58);
    expect(await look(id)).toEqual({ state: 'ringing' });
    await pass(2);
    expect(await look(id)).toEqual({ state: 'unanswered' });
    expect((await view(desk)).calls).toMatchObject([{ state: 'unanswered' }]);
    await desk.client.answer({ call: id });
    expect(await look(id)).toEqual({ state: 'coming' });
    await pass(538);
    expect(await look(id)).toEqual({ state: 'coming' });
    await pass(2);
    expect(await look(id)).toEqual({ state: 'over' });
    expect(await desk.client.answer({ call: id })).toEqual({ ok: false, reason: 'call-over' });
  });

  test('of the next visitor ends the former one, and the same call again is one call', async () => {
    const desk = await openedDesk();
    const [former, next] = [randomUUID(), randomUUID()];
    await call(former);
    await desk.client.answer({ call: former });
    expect(await call(next)).toEqual({ state: 'ringing' });
    expect(await call(next)).toEqual({ state: 'ringing' });
    expect(await look(former)).toEqual({ state: 'over' });
    expect((await view(desk)).calls).toHaveLength(1);
  });

  test('is nobody else’s to see or to end', async () => {
    const desk = await openedDesk();
    const other = await openedDesk('mairie');
    const id = randomUUID();
    await call(id);
    expect(await look(id, elsewhere)).toEqual({ state: 'over' });
    await send('DELETE', id, elsewhere);
    expect(await other.client.answer({ call: id })).toEqual({ ok: false, reason: 'call-over' });
    await other.client.finish({ call: id });
    expect(await look(id)).toEqual({ state: 'ringing' });
    expect(await call(id, elsewhere)).toEqual({ state: 'nobody' });
    expect((await view(desk)).calls).toHaveLength(1);
    expect((await send('GET', id, kiosk, undefined, 'paris')).status).toBe(401);
    expect((await send('GET', id, { ...kiosk, headers: { authorization: 'Bearer no' } })).status).toBe(401);
  });

  test('carries nothing but a language that a visitor can choose, and not too often', async () => {
    await openedDesk();
    for (const body of [{}, { language: 'Mimosa-4711' }, undefined])
      expect((await send('PUT', randomUUID(), kiosk, body)).status).toBe(400);
    expect((await send('PUT', 'mine', kiosk, { language: 'fr' })).status).toBe(400);
    const statuses = [];
    for (let calls = 0; calls < 13; calls += 1)
      statuses.push((await send('PUT', randomUUID(), kiosk, { language: 'fr', text: 'Mimosa-4711' })).status);
    expect(statuses).toEqual([...Array.from({ length: 12 }, () => 200), 429]);
    const { rows } = await city.database.query<{ all: string }>(
      'select desk_call::text as all from desk_call',
    );
    expect(JSON.stringify(rows)).not.toContain('Mimosa');
  });
});

describe('presence', () => {
  test('where no desk is open, the first reply says so, and it is counted', async () => {
    expect(await call(randomUUID())).toEqual({ state: 'nobody' });
    const desk = await openedDesk('mairie');
    expect(await call(randomUUID())).toEqual({ state: 'nobody' });
    expect(await call(randomUUID(), elsewhere)).toEqual({ state: 'ringing' });
    expect((await view(await openedDesk())).counts).toMatchObject({ nobody: 2 });
    expect((await view(desk)).counts).toMatchObject({ nobody: 0 });
  });

  test('a page that is closed, or silent for forty seconds, is no desk any more', async () => {
    const desk = await openedDesk();
    await desk.client.leave();
    expect(await call(randomUUID())).toEqual({ state: 'nobody' });
    await view(desk);
    const id = randomUUID();
    expect(await call(id)).toEqual({ state: 'ringing' });
    await city.database.query(`update desk_post set alive_at = now() - interval '38 seconds'`);
    expect(await look(id)).toEqual({ state: 'ringing' });
    await city.database.query(`update desk_post set alive_at = now() - interval '40 seconds'`);
    expect(await look(id)).toEqual({ state: 'unanswered' });
  });
});

test('after a day nothing is left of a call but its number', async () => {
  const desk = await openedDesk();
  const [answered, missed] = [randomUUID(), randomUUID()];
  await call(answered);
  await desk.client.answer({ call: answered });
  await call(missed);
  expect(await forgetCalls(city.database)).toBe(0);
  await pass(24 * 3_600);
  expect(await forgetCalls(city.database)).toBe(2);
  expect((await city.database.query('select from desk_call')).rowCount).toBe(0);
  const { rows } = await city.database.query(
    'select tenant, site, outcome, count from desk_count order by outcome',
  );
  const kept = { tenant: 'pantin', site: TEST_SITE.id, count: 1 };
  expect(rows).toEqual([
    { ...kept, outcome: 'answered' },
    { ...kept, outcome: 'unanswered' },
  ]);
});
