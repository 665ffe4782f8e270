import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { describeFailure } from '../../city/hub/http/index.ts';
import { dayInTheCity } from '../../city/hub/day.ts';
import { type Reply } from '../../shared/contract/index.ts';
import { openAnswer, sealedAnswerSchema } from '../../shared/sealing/index.ts';
import { EVERY_ROLE, startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  readScope,
  sealProposal,
  submissionLine,
  type TestDevice,
  type TestReceipt,
} from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SERVICE = 'droit-de-proposition-populaire';
const CANARY = 'canari-4c1f-une-phrase-de-visiteuse';
const REPLY_CANARY = 'canari-77aa-une-phrase-d-agente';

const NOTHING = { late: 0, week: 0, rest: 0, underway: 0, answered: 0 };

/** As the hub tells them. */
const SORTED_ROLES = EVERY_ROLE.toSorted((a, b) => a.role.localeCompare(b.role));

let city: City;
let device: TestDevice;
const consoleFolder = mkdtempSync(join(tmpdir(), 'borne-console-'));

beforeAll(async () => {
  mkdirSync(join(consoleFolder, 'assets'));
  writeFileSync(join(consoleFolder, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(consoleFolder, 'assets', 'page-1a2b.js'), 'export {};');
  city = await startCity({ consoleFolder });
  device = await enrolDevice(city.url, await city.enrolmentCode());
});

beforeEach(() => city.database.query('delete from tries'));

afterAll(async () => {
  await city.stop();
  rmSync(consoleFolder, { recursive: true, force: true });
});

async function signedIn() {
  const { client } = openConsole(city.url);
  const signIn = await client.signIn({ tenant: 'pantin', ...city.agent });
  expect(signIn.ok).toBe(true);
  return client;
}

async function sendProposal(text = CANARY): Promise<{ id: string; receipt: TestReceipt }> {
  const receipt = await quickReceipt();
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt,
    choices: { kind: 'idea', commission: 'health-and-solidarity' },
    text,
  });
  const line = await submissionLine(device, envelope, { incarnation: randomUUID(), number: 1 });
  const [reply] = await deliver(city.url, device, 'pantin', [line]);
  expect(reply?.outcome).toBe('accepted');
  return { id: line.id, receipt };
}

function replyTo(id: string, changes: Partial<Reply> = {}): Reply {
  return {
    id,
    state: 'accepted',
    reason: { original: 'fr', fr: { text: REPLY_CANARY, by: 'human' } },
    commission: {
      name: { original: 'fr', fr: { text: 'Santé', by: 'human' } },
      date: dayInTheCity(new Date(Date.now() + 30 * 86_400_000)),
    },
    ...changes,
  };
}

test('an agent signs in with a cookie that scripts and other sites cannot use, and out again', async () => {
  const { client, cookies } = openConsole(city.url);
  expect(await client.me()).toEqual({ ok: false, reason: 'not-signed-in' });
  expect(await client.deadLetters()).toEqual({ ok: false, reason: 'not-signed-in' });
  expect(await client.signIn({ tenant: 'pantin', ...city.agent })).toEqual({
    ok: true,
    value: { tenant: 'pantin', tenantName: 'Pantin', name: city.agent.name, grants: SORTED_ROLES },
  });
  expect(cookies[0]).toMatch(/^borne-session=pantin\.[\w-]{43}; /);
  for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/console', 'Max-Age=36000']) {
    expect(cookies[0]).toContain(attribute);
  }
  expect(await client.me()).toMatchObject({ ok: true, value: { name: city.agent.name } });
  const used = cookies[0]?.split(';')[0] ?? '';
  await client.signOut();
  expect(await client.me()).toEqual({ ok: false, reason: 'not-signed-in' });
  const thief = openConsole(city.url, { cookie: used });
  expect(await thief.client.me()).toEqual({ ok: false, reason: 'not-signed-in' });
});

test('a session ends after ten hours, and when the agent gets a new password', async () => {
  const client = await signedIn();
  await city.database.query("update session set expires_at = now() - interval '1 second'");
  expect(await client.inbox({})).toEqual({ ok: false, reason: 'not-signed-in' });
  const other = await signedIn();
  city.agent.password = await createAgent(city.database, 'pantin', city.agent.name);
  expect(await other.inbox({})).toEqual({ ok: false, reason: 'not-signed-in' });
});

test('a wrong password and a name that does not exist get the same answer, five times', async () => {
  const { client } = openConsole(city.url);
  for (const name of [city.agent.name, 'nobody', '\0']) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await client.signIn({ tenant: 'pantin', name, password: 'x' })).toEqual({
        ok: false,
        reason: 'wrong-name-or-password',
      });
    }
    expect(await client.signIn({ tenant: 'pantin', name, password: city.agent.password })).toEqual({
      ok: false,
      reason: 'too-many-tries',
    });
  }
  await city.database.query("update tries set since = now() - interval '16 minutes'");
  expect(await client.signIn({ tenant: 'pantin', ...city.agent })).toMatchObject({ ok: true });
  expect(await client.signIn({ tenant: 'nowhere', ...city.agent })).toMatchObject({
    reason: 'wrong-name-or-password',
  });
});

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['no origin', { origin: '' }],
  ['a form, which cannot add a header', { 'x-borne-console': '' }],
])('a call from %s is refused even with the cookie', async (_, headers) => {
  const response = await fetch(`${city.url}/console/rpc/me`, {
    method: 'POST',
    headers: { origin: city.url, 'x-borne-console': '1', 'content-type': 'application/json', ...headers },
    body: '{}',
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ error: 'foreign-origin' });
});

test('the inbox words the choices and shows nothing of the sealed words', async () => {
  const { id } = await sendProposal();
  const client = await signedIn();
  const inbox = await client.inbox({});
  if (!inbox.ok) throw new Error(inbox.reason);
  const row = inbox.value.head?.rows.find((candidate) => candidate.id === id);
  expect(row).toMatchObject({
    service: SERVICE,
    state: 'received',
    receivedOn: expect.any(String) as string,
    site: 'Maison du projet',
    choices: [
      { question: { fr: { text: 'Que voulez-vous proposer ?' } }, answer: { fr: { text: 'Une idée' } } },
      { answer: { fr: { text: 'Santé et solidarité' } } },
    ],
  });
  expect(JSON.stringify(inbox)).not.toContain(CANARY);
});

test('opening shows the words, and the journal says who opened which', async () => {
  const { id } = await sendProposal();
  const client = await signedIn();
  const opened = await client.open({ id });
  expect(opened).toMatchObject({
    ok: true,
    value: {
      words: { language: 'fr', texts: { text: CANARY } },
      form: { version: 1 },
      answers: [{ turn: 1, state: 'received' }],
    },
  });
  const { rows } = await city.database.query(
    'select tenant, agent, action, request from journal where request = $1',
    [id],
  );
  expect(rows).toEqual([{ tenant: 'pantin', agent: city.agent.name, action: 'open', request: id }]);
  expect(await client.open({ id: randomUUID() })).toEqual({ ok: false, reason: 'unknown-request' });
  expect(await client.open({ id: "' or 1=1" })).toEqual({ ok: false, reason: 'unknown-request' });
});

test('an agent of another tenant sees and opens nothing of this one', async () => {
  const { id } = await sendProposal();
  const { client } = openConsole(city.url);
  const password = await createAgent(city.database, 'paris', 'agent', EVERY_ROLE);
  expect(await client.signIn({ tenant: 'paris', name: 'agent', password })).toMatchObject({ ok: true });
  expect(await client.inbox({})).toMatchObject({ ok: true, value: { head: { rows: [], counts: NOTHING } } });
  expect(await client.fleet.kiosks()).toEqual({
    ok: true,
    value: {
      kiosks: [],
      next: null,
      counts: expect.objectContaining({ all: 0 }) as object,
      backedUp: false,
      now: expect.any(Date) as Date,
    },
  });
  const own = await (await signedIn()).fleet.kiosks();
  expect(own).toMatchObject({ ok: true, value: { kiosks: [{ id: device.enrolment.device }] } });
  expect(await client.open({ id })).toEqual({ ok: false, reason: 'unknown-request' });
  expect(await client.reply(replyTo(id))).toEqual({ ok: false, reason: 'unknown-request' });
});

test('agents see what no machine could accept or understand, without its content', async () => {
  const client = await signedIn();
  const receipt = await quickReceipt();
  const choices = { kind: 'no-such-choice', commission: 'not-sure' };
  const odd = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt,
    choices,
    text: 'x',
  });
  const line = await submissionLine(device, odd, { incarnation: randomUUID(), number: 1 });
  const forged = { ...line, signature: 'A'.repeat(86) };
  const huge = 'z'.repeat(300_000);
  await deliver(city.url, device, 'pantin', [forged, line, CANARY, huge]);
  const letters = await client.deadLetters();
  expect(letters.ok && letters.value).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reason: 'bad-signature', id: line.id, service: SERVICE }),
      expect.objectContaining({ reason: 'unfit-choices', id: line.id, service: SERVICE }),
      {
        name: expect.any(String) as string,
        reason: 'unreadable-line',
        receivedOn: dayInTheCity(new Date()),
        bytes: CANARY.length,
      },
      expect.objectContaining({ reason: 'unreadable-line', bytes: huge.length }),
    ]),
  );
  const { client: elsewhere } = openConsole(city.url);
  const password = await createAgent(city.database, 'paris', 'agent', EVERY_ROLE);
  await elsewhere.signIn({ tenant: 'paris', name: 'agent', password });
  expect(await elsewhere.deadLetters()).toEqual({ ok: true, value: [] });
  expect(JSON.stringify(letters)).not.toContain(CANARY);
  expect(JSON.stringify(letters)).not.toContain(odd.words.slice(0, 40));
  await city.database.query('delete from dead_letter');
});

test('an agent of one service sees, opens and answers nothing of another', async () => {
  const { id } = await sendProposal();
  const { client } = openConsole(city.url);
  const grants = [{ role: 'agent', service: 'another-service' } as const];
  const password = await createAgent(city.database, 'pantin', 'autre', grants);
  await client.signIn({ tenant: 'pantin', name: 'autre', password });
  expect(await client.inbox({})).toMatchObject({ ok: true, value: { head: { rows: [], counts: NOTHING } } });
  expect(await client.open({ id })).toEqual({ ok: false, reason: 'unknown-request' });
  const sha256 = 'A'.repeat(43);
  expect(await client.attachment({ id, sha256 })).toEqual({ ok: false, reason: 'unknown-request' });
  expect(await client.reply(replyTo(id))).toEqual({ ok: false, reason: 'unknown-request' });
});

test('a reply reaches the receipt, changes the state, and is sent once however often it is sent', async () => {
  const { id, receipt } = await sendProposal();
  const client = await signedIn();
  const reply = replyTo(id);
  const [first, second] = await Promise.all([client.reply(reply), client.reply(reply)]);
  expect(first).toEqual({ ok: true, value: { turn: 2 } });
  expect(second).toEqual(first);
  expect(await client.reply(replyTo(id, { state: 'refused' }))).toEqual({ ok: true, value: { turn: 3 } });

  const records = await eventually(async () => {
    const changes = await readScope(city.url, device, 'pantin', 'answers');
    const own = changes.filter((change) => change.id.startsWith(`${receipt.lookupId}.`));
    expect(own).toHaveLength(3);
    return own.map((change) => sealedAnswerSchema.parse(JSON.parse(change.body ?? '')));
  });
  const [, answer, last] = await Promise.all(
    records.map((record) => openAnswer(receipt.keyPair.privateKey, 'pantin', record)),
  );
  expect(answer).toEqual({
    ok: true,
    value: {
      state: 'accepted',
      answeredOn: dayInTheCity(new Date()),
      reason: reply.reason,
      commission: reply.commission,
    },
  });
  expect(last).toMatchObject({ ok: true, value: { state: 'refused' } });

  const opened = await client.open({ id });
  expect(opened).toMatchObject({
    ok: true,
    value: {
      state: 'refused',
      answers: [
        { turn: 1, state: 'received' },
        { turn: 2, state: 'accepted', agent: city.agent.name },
        { turn: 3, state: 'refused', agent: city.agent.name },
      ],
    },
  });
});

test('a commission in the past is refused, today is not', async () => {
  const { id } = await sendProposal();
  const client = await signedIn();
  const name = { original: 'fr', fr: { text: 'Santé', by: 'human' } } as const;
  const yesterday = dayInTheCity(new Date(Date.now() - 86_400_000));
  expect(await client.reply(replyTo(id, { commission: { name, date: yesterday } }))).toEqual({
    ok: false,
    reason: 'date-in-the-past',
  });
  const today = dayInTheCity(new Date());
  expect(await client.reply(replyTo(id, { commission: { name, date: today } }))).toMatchObject({ ok: true });
});

test('neither the log nor the database holds what visitors and agents wrote, nor a password', async () => {
  const { id } = await sendProposal();
  const client = await signedIn();
  await client.open({ id });
  await client.reply(replyTo(id));
  // What is refused must not be written down either: here the words come where a date should stand.
  const wrong = { ...replyTo(id), commission: { name: 'x', date: CANARY } } as unknown as Reply;
  await expect(client.reply(wrong)).rejects.toThrow();
  await fetch(`${city.url}/v1/${CANARY}/checkpoint?name=${CANARY}`);
  await fetch(`${city.url}/${CANARY}`);
  const { rows: tables } = await city.database.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'upkeep')",
  );
  expect(tables.length).toBeGreaterThan(10);
  const kept = [city.log()];
  for (const { name } of tables) {
    const { rows } = await city.database.query<{ text: string }>(`select t::text as text from ${name} t`);
    kept.push(...rows.map((row) => row.text));
    const { rows: bytes } =
      name === 'public.submission' || name === 'public.dead_letter'
        ? await city.database.query<{ text: string }>(
            `select convert_from(${name === 'public.submission' ? 'item' : 'content'}, 'UTF8') as text from ${name}`,
          )
        : { rows: [] };
    kept.push(...bytes.map((row) => row.text));
  }
  for (const secret of [CANARY, REPLY_CANARY, city.agent.password]) {
    expect(kept.filter((text) => text.includes(secret))).toEqual([]);
  }
  expect(city.log()).toContain('/v1/:tenant/checkpoint');
});

test('an error is logged by its name and place, because its message may hold what somebody wrote', () => {
  const described = describeFailure(Object.assign(new TypeError(CANARY), { code: '22P02', detail: CANARY }));
  expect(described).toMatch(/^TypeError 22P02/);
  expect(described).not.toContain(CANARY);
  expect(describeFailure(CANARY)).toBe('not-an-error');
});

test('the pages are served under a strict policy; files with a hash in their name may be kept', async () => {
  const page = await fetch(`${city.url}/console/`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  const asset = await fetch(`${city.url}/console/assets/page-1a2b.js`);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  const redirected = await fetch(`${city.url}/console`, { redirect: 'manual' });
  expect(redirected.status).toBeGreaterThanOrEqual(301);
  const escaped = await fetch(`${city.url}/console/..%2f..%2fetc/passwd`);
  expect(escaped.status).toBe(404);
  expect(escaped.headers.get('x-content-type-options')).toBe('nosniff');
});
