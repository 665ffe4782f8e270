import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { openMail, type Mail } from '../../city/hub/digest/mail.ts';
import { sendDigests } from '../../city/hub/digest/send.ts';
import { EVERY_ROLE, startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { startMailServer, type MailServer } from '../support/mail-server.ts';

/* A letter in the morning that says how much waits, once, whatever hubs and mail servers do. */

const SERVICE = 'droit-de-proposition-populaire';
const SITE = 'Maison du projet canari';

/** By the town hall's clock: summer time in the first, winter time in the second. */
const BEFORE_EIGHT = new Date('2026-07-01T05:59:00Z');
const AT_EIGHT = new Date('2026-07-01T06:00:00Z');
const NEXT_DAY = new Date('2026-07-02T06:10:00Z');
const WINTER = new Date('2026-12-01T06:30:00Z');

let city: City;
let server: MailServer;
let mail: Mail;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
});
afterAll(() => city.stop());

beforeEach(async () => {
  server = await startMailServer();
  mail = openMail({ url: server.url, from: 'borne@ville.example' });
  await city.database.query('delete from digest_sent; delete from digest_address; delete from request');
});
afterEach(() => server.stop());

const send = (now: Date, by = mail) => sendDigests(city.database, by, now);

async function signedIn(name = city.agent.name, grants = EVERY_ROLE) {
  const { client } = openConsole(city.url);
  const password =
    name === city.agent.name ? city.agent.password : await createAgent(city.database, 'pantin', name, grants);
  await client.signIn({ tenant: 'pantin', name, password });
  return client;
}

async function receive(service: string, receivedOn: string, callback?: string): Promise<void> {
  await city.database.query(
    `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season, choices,
       site_name, received_on, callback)
     values ('pantin', gen_random_uuid(), $1, $1, 1, 'received', 1, 'k', gen_random_uuid()::text, '2026', '{}', $3, $2, $4)`,
    [service, receivedOn, SITE, callback ?? null],
  );
}

/** The words of the only letter, out of its lines and signs for the way. */
function textOf(letter: { text: string } | undefined): string {
  return Buffer.from(
    (letter?.text ?? '')
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

test('at eight by the clock of the city, each agent learns how much waits for them, and nothing else', async () => {
  await (await signedIn()).digest.setMine({ address: 'claire@ville.example' });
  const one = await signedIn('un-service', [{ role: 'agent', service: 'autre-service' }]);
  await one.digest.setMine({ address: 'un@ville.example' });
  await receive(SERVICE, '2026-06-30', 'telephone');
  await receive(SERVICE, '2026-07-01');
  await receive(SERVICE, '2020-01-01');
  await receive('autre-service', '2026-06-01');

  expect(await send(BEFORE_EIGHT)).toBe(0);
  expect(await send(WINTER)).toBe(0);
  const sent = await Promise.all([send(AT_EIGHT), send(AT_EIGHT), send(AT_EIGHT)]);
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(await send(new Date(AT_EIGHT.getTime() + 7_200_000))).toBe(0);
  expect(server.letters.flatMap(({ to }) => to).toSorted()).toEqual([
    'claire@ville.example',
    'un@ville.example',
  ]);
  const whole = textOf(server.letters.find(({ to }) => to[0] === 'claire@ville.example'));
  expect(whole).toContain('4 demandes attendent une première réponse');
  expect(whole).toContain('2 sont arrivées depuis hier');
  expect(whole).toContain('1 demande est en retard');
  expect(whole).toContain('1 personne attend un appel ou un message');
  const part = textOf(server.letters.find(({ to }) => to[0] === 'un@ville.example'));
  expect(part).toContain('1 demande attend une première réponse');
  expect(part).not.toContain('retard');
  for (const { text } of server.letters)
    for (const secret of [SITE, SERVICE, 'autre-service', city.agent.name])
      expect(textOf({ text })).not.toContain(secret);
  expect(await send(NEXT_DAY)).toBe(2);
});

test('a server that is away or busy is tried later the same day; one that took a letter is not', async () => {
  await (await signedIn()).digest.setMine({ address: 'claire@ville.example' });
  await receive(SERVICE, '2026-07-01');
  const { url } = server;
  await server.stop();
  expect(await send(AT_EIGHT)).toBe(0);
  server = await startMailServer(Number(new URL(url).port));
  server.refuseWith(451);
  expect(await send(AT_EIGHT)).toBe(0);
  server.refuseWith(undefined);
  expect(await send(AT_EIGHT)).toBe(1);
  expect(await send(AT_EIGHT)).toBe(0);
  expect(server.letters).toHaveLength(1);
  // An address that does not exist is not tried all day long.
  server.refuseWith(550);
  expect(await send(NEXT_DAY)).toBe(0);
  server.refuseWith(undefined);
  expect(await send(NEXT_DAY)).toBe(0);
  expect(server.letters).toHaveLength(1);
});

test('a hub that dies between taking the day and sending loses a letter, and never sends two', async () => {
  await (await signedIn()).digest.setMine({ address: 'claire@ville.example' });
  await receive(SERVICE, '2026-07-01');
  const dying: Mail = {
    isReady: () => Promise.resolve(true),
    async send(letter) {
      await mail.send(letter);
      throw new Error('the process ends here');
    },
  };
  await expect(send(AT_EIGHT, dying)).rejects.toThrow('ends here');
  expect(await send(AT_EIGHT)).toBe(0);
  expect(server.letters).toHaveLength(1);
});

test('nothing waits: no letter; an agent takes their own address out, an administrator sets those of others', async () => {
  const client = await signedIn();
  expect(await client.digest.mine()).toEqual({ ok: true, value: { address: null, canSend: false } });
  await client.digest.setFor({ agent: city.agent.name, address: 'claire@ville.example' });
  expect(await client.digest.mine()).toMatchObject({ ok: true, value: { address: 'claire@ville.example' } });
  expect(await client.digest.all()).toMatchObject({
    value: expect.arrayContaining([{ agent: city.agent.name, address: 'claire@ville.example' }]) as unknown[],
  });
  expect(await client.digest.setFor({ agent: 'personne', address: 'x@ville.example' })).toEqual({
    ok: false,
    reason: 'unknown-agent',
  });
  expect(await send(AT_EIGHT)).toBe(0);
  await receive(SERVICE, '2026-07-01');
  await client.digest.setMine({ address: null });
  expect(await send(NEXT_DAY)).toBe(0);
  expect(server.letters).toEqual([]);
  await expect(
    client.digest.setMine({ address: 'a@ville.example\r\nbcc: b@ville.example' }),
  ).rejects.toThrow();
  // Whoever answers no requests any more gets no letters.
  await client.digest.setMine({ address: 'claire@ville.example' });
  await city.database.query("delete from agent_role where agent = $1 and role = 'agent'", [city.agent.name]);
  expect(await send(NEXT_DAY)).toBe(0);
});
