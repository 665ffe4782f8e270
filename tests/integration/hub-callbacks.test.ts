import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent, createEnrolmentCode } from '../../city/hub/index.ts';
import { dayInTheCity } from '../../city/hub/day.ts';
import { factsSchema, type Words } from '../../shared/model/index.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole, type TestConsole } from '../support/console-client.ts';
import { deskCode, openDesk, type TestDesk } from '../support/desk-client.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  sealProposal,
  submissionLine,
  type TestDevice,
} from '../support/device.ts';

/* People without a device of their own leave a number, or ask for a message at the desk: nobody may be forgotten. */

const NUMBER = '06 98 76 54 32';
const SERVICE = 'droit-de-proposition-populaire';

let city: City;
let device: TestDevice;
let client: TestConsole['client'];
let sent = 0;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  device = await enrolDevice(city.url, await city.enrolmentCode());
  client = openConsole(city.url).client;
  await client.signIn({ tenant: 'pantin', ...city.agent });
});
afterAll(() => city.stop());

async function send(callback?: Words['callback']): Promise<string> {
  sent += 1;
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt: await quickReceipt(),
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Un banc',
    ...(callback && { callback }),
  });
  const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: sent });
  const [reply] = await deliver(city.url, device, 'pantin', [line]);
  expect(reply?.outcome).toBe('accepted');
  return line.id;
}

async function waiting(): Promise<string[]> {
  const list = await client.callbacks.list({});
  return list.ok ? list.value.rows.map(({ id }) => id) : [];
}

async function journalOf(id: string) {
  const { rows } = await city.database.query<{ said: string }>(
    `select concat_ws(' ', agent, action, what) as said from journal where request = $1 order by id`,
    [id],
  );
  return rows.map(({ said }) => said);
}

test('a number is nowhere but among the sealed words; what a machine may know is that there is one', async () => {
  const receipt = { lookupId: 'a', publicKey: 'b', season: '2026' };
  expect(factsSchema.safeParse({ receipt, choices: {}, callback: 'telephone' }).success).toBe(true);
  expect(factsSchema.safeParse({ receipt, choices: {}, callback: NUMBER }).success).toBe(false);
  const id = await send({ way: 'telephone', number: NUMBER });
  const list = await client.callbacks.list({});
  expect(list).toMatchObject({
    ok: true,
    value: { rows: [{ id, way: 'telephone', tries: 0, late: false }] },
  });
  expect(JSON.stringify(list)).not.toContain(NUMBER);
  const { rows } = await city.database.query<{ text: string }>('select request::text as text from request');
  expect(rows.filter(({ text }) => text.includes(NUMBER))).toEqual([]);
  expect(await client.callbacks.number({ id })).toEqual({
    ok: true,
    value: { number: NUMBER, language: 'fr' },
  });
  expect(await journalOf(id)).toEqual([`${city.agent.name} open callback`]);
});

test('tries are counted, an answered call and a message at the desk end the wait, all journalled', async () => {
  const called = await send({ way: 'telephone', number: NUMBER });
  const desk = await send({ way: 'desk' });
  const silent = await send();
  expect(await client.callbacks.number({ id: desk })).toEqual({ ok: false, reason: 'no-number' });
  expect(await waiting()).toEqual(expect.arrayContaining([called, desk]));
  expect(await waiting()).not.toContain(silent);

  const note = (outcome: 'no-answer' | 'answered' | 'desk-message', tries: number, id = called) =>
    client.callbacks.note({ id, outcome, tries });
  expect(await note('no-answer', 0)).toEqual({ ok: true, value: { tries: 1, done: false } });
  // The same once more, as after a broken connection, or a colleague who called at the same time.
  expect(await note('no-answer', 0)).toEqual({ ok: false, reason: 'changed' });
  expect(await note('no-answer', 1)).toEqual({ ok: true, value: { tries: 2, done: false } });
  expect(await note('answered', 2)).toEqual({ ok: true, value: { tries: 2, done: true } });
  expect(await note('answered', 2)).toEqual({ ok: false, reason: 'changed' });
  expect(await note('desk-message', 0, desk)).toEqual({ ok: true, value: { tries: 0, done: true } });
  expect(await note('answered', 0, silent)).toEqual({ ok: false, reason: 'unknown-request' });
  expect(await waiting()).not.toContain(called);
  expect(await journalOf(called)).toEqual([
    `${city.agent.name} reply no-answer`,
    `${city.agent.name} reply no-answer`,
    `${city.agent.name} reply answered`,
  ]);
  const { client: elsewhere } = openConsole(city.url);
  const password = await createAgent(city.database, 'pantin', 'autre', [{ role: 'agent', service: 'autre' }]);
  await elsewhere.signIn({ tenant: 'pantin', name: 'autre', password });
  const id = await send({ way: 'telephone', number: NUMBER });
  expect(await elsewhere.callbacks.list({})).toEqual({ ok: true, value: { rows: [], more: false } });
  expect(await elsewhere.callbacks.number({ id })).toEqual({ ok: false, reason: 'unknown-request' });
  expect(await elsewhere.callbacks.note({ id, outcome: 'answered', tries: 0 })).toEqual({
    ok: false,
    reason: 'unknown-request',
  });
});

test('the list goes by the promised day, page by page, also with 20,000 of them', async () => {
  await city.database.query('update request set callback = null');
  await city.database.query(
    `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season, choices,
       site_name, received_on, callback, callback_by)
     select 'pantin', gen_random_uuid(), $1, $1, 1, 'received', 1, 'k', 'l' || n, '2026', '{}', 'Hall',
       current_date - n % 90, case when n % 4 = 0 then 'telephone' end, current_date + 30 - n % 90
     from generate_series(1, 20000) n`,
    [SERVICE],
  );
  await city.database.query('analyze request');
  const times: number[] = [];
  const seen: { promisedFor: string; id: string; late: boolean }[] = [];
  for (let more = true, pages = 0; more && pages < 40; pages += 1) {
    const started = performance.now();
    const last = seen.at(-1);
    const page = await client.callbacks.list(
      last ? { after: { promisedFor: last.promisedFor, id: last.id } } : {},
    );
    times.push(performance.now() - started);
    if (!page.ok) throw new Error(page.reason);
    seen.push(...page.value.rows);
    more = page.value.more;
  }
  expect(seen).toHaveLength(2_000);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(2_000);
  expect(seen.map(({ promisedFor }) => promisedFor)).toEqual(
    seen.map(({ promisedFor }) => promisedFor).toSorted(),
  );
  expect(seen[0]?.late).toBe(true);
  expect(seen.every(({ late, promisedFor }) => late === promisedFor < dayInTheCity(new Date()))).toBe(true);
  expect(times.toSorted((a, b) => a - b)[37] ?? 0).toBeLessThan(300);
});

test('the desk of the site knows on the promised day who asked for a message there, and no other desk does', async () => {
  await createEnrolmentCode(city.database, 'pantin', { id: 'mairie', name: 'Mairie' }).then((code) =>
    enrolDevice(city.url, code),
  );
  const [here, elsewhere] = [openDesk(city.url), openDesk(city.url)];
  await here.client.pair({ code: await deskCode(city) });
  await elsewhere.client.pair({ code: await deskCode(city, 'mairie') });
  const seenAt = async (desk: TestDesk) => {
    const seen = await desk.client.look();
    return seen.ok ? seen.value.today : [];
  };
  const id = await send({ way: 'desk' });
  expect(await seenAt(here)).toEqual([]);
  await city.database.query('update request set callback_by = $1 where id = $2', [
    dayInTheCity(new Date()),
    id,
  ]);
  expect(await seenAt(here)).toMatchObject([
    { kind: 'callback', id, service: { fr: { text: 'Droit de proposition populaire' } } },
  ]);
  expect(await seenAt(elsewhere)).toEqual([]);
  await client.callbacks.note({ id, outcome: 'desk-message', tries: 0 });
  expect(await seenAt(here)).toEqual([]);
});
