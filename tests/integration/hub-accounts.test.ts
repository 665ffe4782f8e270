import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent, startHub } from '../../city/hub/index.ts';
import { type Grant } from '../../shared/contract/index.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole, type TestConsole } from '../support/console-client.ts';

const run = promisify(execFile);
const REPOSITORY = resolve(import.meta.dirname, '../..');
const ADMINISTRATOR: Grant[] = [{ role: 'administrator' }];
const NOT_SIGNED_IN = { ok: false, reason: 'not-signed-in' };

let city: City;
let passwords: Record<string, string>;

/** As they were made: an administrator, an agent, an auditor. */
let made: Record<string, string>;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
  made = {
    cheffe: await createAgent(city.database, 'pantin', 'cheffe', ADMINISTRATOR),
    lea: await createAgent(city.database, 'pantin', 'lea', [{ role: 'agent' }]),
    regard: await createAgent(city.database, 'pantin', 'regard', [{ role: 'auditor' }]),
  };
  await city.database.query(
    `create schema kept; create table kept.agent as select * from agent;
     create table kept.agent_role as select * from agent_role`,
  );
});

beforeEach(async () => {
  await city.database.query(
    `delete from agent; delete from tries; delete from passkey; delete from console_act; delete from journal;
     insert into agent select * from kept.agent where name in ('cheffe', 'lea', 'regard');
     insert into agent_role select * from kept.agent_role where agent in ('cheffe', 'lea', 'regard')`,
  );
  passwords = { ...made };
});

afterAll(() => city.stop());

async function enter(name: string, headers?: Record<string, string>): Promise<TestConsole> {
  const opened = openConsole(city.url, headers);
  const signedIn = await opened.client.signIn({ tenant: 'pantin', name, password: passwords[name] ?? '' });
  expect(signedIn).toMatchObject({ ok: true });
  return opened;
}

function cookieOf({ cookies }: TestConsole): string {
  return cookies.at(-1)?.split(';')[0] ?? '';
}

/** The same cookie in another browser. */
function thiefOf(opened: TestConsole): TestConsole {
  return openConsole(city.url, { cookie: cookieOf(opened) });
}

describe('the accounts of a city', () => {
  test('an administrator makes one, whose password is told once and opens it with the roles that were given', async () => {
    const { client } = await enter('cheffe');
    const grants: Grant[] = [{ role: 'agent', service: 'budget-participatif' }, { role: 'publisher' }];
    const made = await client.accounts.create({
      name: '  Nour B. ',
      grants,
      outsideName: 'Nour@Ville.example',
    });
    if (!made.ok) throw new Error(made.reason);
    passwords['Nour B.'] = made.value.password;
    const nour = await enter('Nour B.');
    expect(await nour.client.me()).toMatchObject({ ok: true, value: { grants } });
    expect(await nour.client.own.account()).toMatchObject({ value: { outsideName: 'nour@ville.example' } });

    const listed = await client.accounts.list({ beginning: 'nour' });
    expect(listed).toMatchObject({
      value: {
        accounts: [{ name: 'Nour B.', grants, outsideName: 'nour@ville.example', passkeys: 0, sessions: 1 }],
      },
    });
    expect(await client.accounts.create({ name: 'Nour B.', grants })).toEqual({
      ok: false,
      reason: 'name-taken',
    });
    expect(
      await client.accounts.create({ name: 'autre', grants, outsideName: 'nour@ville.example' }),
    ).toEqual({ ok: false, reason: 'outside-name-taken' });
    expect(
      await client.accounts.change({ name: 'lea', grants: [], outsideName: 'NOUR@ville.example' }),
    ).toEqual({ ok: false, reason: 'outside-name-taken' });
    expect(await client.accounts.change({ name: 'Nour B.', grants, outsideName: null })).toMatchObject({
      ok: true,
    });
    const acts = await city.database.query('select action from console_act order by id');
    expect(acts.rows).toEqual([{ action: 'account-created' }, { action: 'outside-name-changed' }]);
    const { rows } = await city.database.query<{ password: string }>('select password from agent');
    expect(JSON.stringify(rows)).not.toContain(made.value.password);
  });

  test('roles that are taken away are gone at the next call; a role for a whole city is for no service', async () => {
    const { client } = await enter('cheffe');
    const lea = await enter('lea');
    expect(await lea.client.inbox({})).toMatchObject({ ok: true });
    expect(await client.accounts.change({ name: 'lea', grants: [], outsideName: null })).toMatchObject({
      ok: true,
    });
    expect(await lea.client.inbox({})).toEqual({ ok: false, reason: 'not-allowed' });
    const limited: Grant[] = [{ role: 'administrator', service: 'budget-participatif' }];
    await expect(
      client.accounts.change({ name: 'lea', grants: limited, outsideName: null }),
    ).rejects.toThrow();
    await expect(
      client.accounts.change({ name: 'lea', grants: [{ role: 'agent', service: '*' }], outsideName: null }),
    ).rejects.toThrow();
    expect(await client.accounts.change({ name: 'personne', grants: [], outsideName: null })).toEqual({
      ok: false,
      reason: 'unknown-account',
    });
  });

  test('nobody takes the last administrator away, not even two who do it to each other at once', async () => {
    const { client } = await enter('cheffe');
    const last = { ok: false, reason: 'last-administrator' };
    expect(await client.accounts.change({ name: 'cheffe', grants: [], outsideName: null })).toEqual(last);
    expect(await client.accounts.remove({ name: 'cheffe' })).toEqual(last);
    const lea = await enter('lea');
    for (let round = 0; round < 5; round += 1) {
      await city.database.query(
        `delete from agent_role;
         insert into agent_role (tenant, agent, role)
           values ('pantin', 'cheffe', 'administrator'), ('pantin', 'lea', 'administrator')`,
      );
      const answers = await Promise.all([
        client.accounts.change({ name: 'lea', grants: [], outsideName: null }),
        lea.client.accounts.change({ name: 'cheffe', grants: [], outsideName: null }),
      ]);
      const { rows } = await city.database.query(
        `select agent from agent_role where tenant = 'pantin' and role = 'administrator'`,
      );
      expect([rows.length, answers.filter(({ ok }) => ok).length]).toEqual([1, 1]);
    }
  });

  test('a new password ends the sessions and keeps the roles; a removed account is gone, its acts are not', async () => {
    const { client } = await enter('cheffe');
    const lea = await enter('lea');
    const given = await client.accounts.newPassword({ name: 'lea' });
    if (!given.ok) throw new Error(given.reason);
    expect(await lea.client.me()).toEqual(NOT_SIGNED_IN);
    expect(
      await lea.client.signIn({ tenant: 'pantin', name: 'lea', password: passwords['lea'] ?? '' }),
    ).toMatchObject({ reason: 'wrong-name-or-password' });
    passwords['lea'] = given.value.password;
    expect(await (await enter('lea')).client.me()).toMatchObject({ value: { grants: [{ role: 'agent' }] } });

    expect(await client.accounts.remove({ name: 'lea' })).toMatchObject({ ok: true });
    expect(await client.accounts.remove({ name: 'lea' })).toEqual({ ok: false, reason: 'unknown-account' });
    expect(await client.accounts.newPassword({ name: 'lea' })).toEqual({
      ok: false,
      reason: 'unknown-account',
    });
    const regard = await enter('regard');
    expect(await regard.client.journal.entries({})).toMatchObject({
      value: {
        entries: [
          { agent: 'cheffe', action: 'account-removed', subject: 'lea' },
          { agent: 'cheffe', action: 'password-given', subject: 'lea' },
        ],
      },
    });
  });

  test('an administrator sees and changes nothing of another city', async () => {
    passwords['cheffe'] = await createAgent(city.database, 'paris', 'cheffe', ADMINISTRATOR);
    const { client } = openConsole(city.url);
    await client.signIn({ tenant: 'paris', name: 'cheffe', password: passwords['cheffe'] });
    expect(await client.accounts.list({})).toMatchObject({ value: { accounts: [{ name: 'cheffe' }] } });
    expect(await client.accounts.removePasskeys({ name: 'lea' })).toEqual({
      ok: true,
      value: { removed: 0 },
    });
    for (const answer of [
      await client.accounts.change({ name: 'lea', grants: [], outsideName: null }),
      await client.accounts.remove({ name: 'lea' }),
      await client.accounts.newPassword({ name: 'lea' }),
    ]) {
      expect(answer).toEqual({ ok: false, reason: 'unknown-account' });
    }
    expect(await client.accounts.endSessions({ name: 'lea' })).toEqual({ ok: true, value: { ended: 0 } });
    expect(await client.accounts.sessions({ name: 'lea' })).toMatchObject({
      ok: true,
      value: { sessions: [] },
    });
  });

  test('two thousand accounts come fifty at a time, each once, and quickly', async () => {
    await city.database.query(
      `insert into agent (tenant, name, password) select 'pantin', 'agent ' || n, '' from generate_series(1, 2000) n`,
    );
    const { client } = await enter('cheffe');
    const names: string[] = [];
    const times: number[] = [];
    for (let after: string | undefined; ;) {
      const began = performance.now();
      const page = await client.accounts.list(after === undefined ? {} : { after });
      times.push(performance.now() - began);
      if (!page.ok) throw new Error(page.reason);
      names.push(...page.value.accounts.map(({ name }) => name));
      after = page.value.next;
      if (after === undefined) break;
    }
    expect([names.length, new Set(names).size]).toEqual([2003, 2003]);
    expect(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]).toBeLessThan(300);
  });
});

describe('the first administrator', () => {
  test('is made by a command, which prints the password once and says how it is called', async () => {
    const command = (...args: string[]) =>
      run(process.execPath, ['scripts/agent.ts', ...args], {
        cwd: REPOSITORY,
        env: { ...process.env, DATABASE_URL: city.databaseUrl },
      });
    const { stdout } = await command('--tenant', 'paris', '--name', 'Ana Lo', '--role', 'administrator');
    const password = /: ([\w-]{20,})\n$/.exec(stdout)?.[1] ?? '';
    const { client } = openConsole(city.url);
    expect(await client.signIn({ tenant: 'paris', name: 'Ana Lo', password })).toMatchObject({
      ok: true,
      value: { grants: ADMINISTRATOR },
    });
    await expect(command('--tenant', 'paris', '--name', 'Ana Lo', '--role', 'roi')).rejects.toMatchObject({
      code: 1,
      stderr: 'There is no role roi: name one of agent, moderator, publisher, administrator, auditor.\n',
    });
    const { rows } = await city.database.query(`select agent, action, subject from console_act`);
    expect(rows).toEqual([{ agent: '', action: 'account-created', subject: 'Ana Lo' }]);
  });
});

describe('the journal', () => {
  test('is read whole, newest first, page by page, also by one account; requests and accounts together', async () => {
    await city.database.query(
      `insert into journal (tenant, agent, action, request, at)
         select 'pantin', 'lea', 'open', gen_random_uuid(), timestamptz '2026-01-01' + (n / 3) * interval '1 microsecond'
         from generate_series(1, 70) n;
       insert into console_act (tenant, agent, action, subject, at)
         select 'pantin', case n % 2 when 0 then 'cheffe' else '' end, 'roles-changed', 'lea',
           timestamptz '2026-01-01' + (n / 3) * interval '1 microsecond' from generate_series(1, 70) n;
       insert into journal (tenant, agent, action, request) values ('paris', 'lea', 'open', gen_random_uuid())`,
    );
    const { client } = await enter('regard');
    const read = async (agent?: string) => {
      const entries = [];
      for (let after: string | undefined; ;) {
        const page = await client.journal.entries({
          ...(agent === undefined ? {} : { agent }),
          ...(after === undefined ? {} : { after }),
        });
        if (!page.ok) throw new Error(page.reason);
        entries.push(...page.value.entries);
        after = page.value.next;
        if (after === undefined) return entries;
      }
    };
    const all = await read();
    expect([all.length, new Set(all.map(({ id }) => id)).size]).toEqual([140, 140]);
    const times = all.map(({ id }) => BigInt(id.split('-')[0] ?? ''));
    expect(times).toEqual(times.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
    expect(all.filter(({ agent }) => agent === null)).toHaveLength(35);
    expect((await read('lea')).every(({ agent, action }) => agent === 'lea' && action === 'open')).toBe(true);
    expect(await read('cheffe')).toHaveLength(35);
    expect(await read('personne')).toEqual([]);
  });

  test('answers quickly over a hundred thousand entries', async () => {
    await city.database.query(
      `insert into journal (tenant, agent, action, request, at)
         select 'pantin', 'a' || n % 40, 'open', gen_random_uuid(), now() - n * interval '1 minute'
         from generate_series(1, 100000) n;
       analyze journal`,
    );
    const { client } = await enter('regard');
    const middle = `${(Date.now() - 50_000 * 60_000) * 1000}-0-1`;
    for (const asked of [{}, { agent: 'a7' }, { after: middle }, { agent: 'a7', after: middle }]) {
      const began = performance.now();
      const page = await client.journal.entries(asked);
      expect(page).toMatchObject({ ok: true, value: { next: expect.any(String) as string } });
      expect(performance.now() - began).toBeLessThan(300);
    }
  });
});

describe('sessions', () => {
  const ago = (minutes: number) =>
    city.database.query(
      `update session set acted_at = now() - make_interval(mins => $1) where agent = 'lea'`,
      [minutes],
    );

  test('end after half an hour without a touch, however often the page asks; a touch after that revives none', async () => {
    const lea = await enter('lea', { 'x-borne-idle': '3' });
    const polling = openConsole(city.url, { cookie: cookieOf(lea), 'x-borne-idle': '1740' });
    await ago(29);
    expect(await polling.client.me()).toMatchObject({ ok: true });
    await ago(31);
    expect(await polling.client.me()).toEqual(NOT_SIGNED_IN);
    expect(await lea.client.me()).toEqual(NOT_SIGNED_IN);
    await ago(29);
    expect(await lea.client.me()).toMatchObject({ ok: true });
    const { rows } = await city.database.query<{ idle: number }>(
      `select extract(epoch from now() - acted_at)::float8 as idle from session where agent = 'lea'`,
    );
    expect(rows[0]?.idle).toBeLessThan(60);
    const silent = openConsole(city.url, { cookie: cookieOf(lea) });
    await ago(29);
    expect(await silent.client.me()).toMatchObject({ ok: true });
    await ago(31);
    expect(await silent.client.me()).toEqual(NOT_SIGNED_IN);
  });

  test('signing in gives a new one and ends the one before', async () => {
    const lea = await enter('lea');
    const thief = thiefOf(lea);
    expect(await thief.client.me()).toMatchObject({ ok: true });
    await lea.client.signIn({ tenant: 'pantin', name: 'lea', password: passwords['lea'] ?? '' });
    expect(await thief.client.me()).toEqual(NOT_SIGNED_IN);
    expect(await lea.client.me()).toMatchObject({ ok: true });
  });

  test('an agent sees theirs, ends one, or all: who asked goes on, a stolen cookie does not', async () => {
    const [lea, elsewhere] = [await enter('lea'), await enter('lea')];
    const seen = await lea.client.own.account();
    if (!seen.ok) throw new Error(seen.reason);
    expect(seen.value.sessions.map(({ current, cameBy }) => [current, cameBy])).toEqual([
      [false, 'password'],
      [true, 'password'],
    ]);
    expect(JSON.stringify(seen)).not.toContain(cookieOf(lea).split('.')[1]);
    const other = seen.value.sessions.find(({ current }) => !current)?.id ?? '';
    const regard = await enter('regard');
    expect(await regard.client.own.endSessions({ session: other })).toEqual({
      ok: true,
      value: { ended: 0 },
    });
    expect(await lea.client.own.endSessions({ session: other })).toEqual({ ok: true, value: { ended: 1 } });
    expect(await elsewhere.client.me()).toEqual(NOT_SIGNED_IN);

    const thief = thiefOf(lea);
    expect(await lea.client.own.endSessions({ session: 'all' })).toEqual({ ok: true, value: { ended: 0 } });
    expect(await thief.client.me()).toEqual(NOT_SIGNED_IN);
    expect(await lea.client.me()).toMatchObject({ ok: true, value: { name: 'lea' } });
    const entries = await regard.client.journal.entries({ agent: 'lea' });
    expect(entries).toMatchObject({
      value: { entries: [{ action: 'sessions-ended' }, { action: 'sessions-ended' }] },
    });
  });

  test('of a while ago add no passkey, and stay as old as they are when the others are closed', async () => {
    const lea = await enter('lea');
    expect(await lea.client.own.offerPasskey()).toMatchObject({
      ok: true,
      value: { rp: { id: '127.0.0.1' }, authenticatorSelection: { residentKey: 'required' } },
    });
    await city.database.query(
      `update session set started_at = now() - interval '11 minutes', expires_at = now() + interval '5 hours'`,
    );
    expect(await lea.client.own.offerPasskey()).toEqual({ ok: false, reason: 'sign-in-again' });
    await lea.client.own.endSessions({ session: 'all' });
    expect(await lea.client.own.offerPasskey()).toEqual({ ok: false, reason: 'sign-in-again' });
    const { rowCount } = await city.database.query(
      `select 1 from session where expires_at < now() + interval '6 hours'`,
    );
    expect(rowCount).toBe(1);
  });

  test('an administrator removes the passkeys of somebody who lost theirs', async () => {
    await city.database.query(
      `insert into passkey (tenant, credential, agent, public_key, counter, transports, label)
         values ('pantin', 'a', 'lea', '', 0, '{}', 'Téléphone'), ('pantin', 'b', 'cheffe', '', 0, '{}', 'Clé')`,
    );
    const { client } = await enter('cheffe');
    expect(await client.accounts.removePasskeys({ name: 'lea' })).toEqual({
      ok: true,
      value: { removed: 1 },
    });
    expect(await client.own.account()).toMatchObject({ value: { passkeys: [{ id: 'b', label: 'Clé' }] } });
    expect(await (await enter('regard')).client.journal.entries({})).toMatchObject({
      value: { entries: [{ agent: 'cheffe', action: 'passkey-removed', subject: 'lea' }] },
    });
  });

  test('an administrator sees and ends those of another', async () => {
    const lea = await enter('lea');
    const { client } = await enter('cheffe');
    expect(await client.accounts.sessions({ name: 'lea' })).toMatchObject({
      value: { sessions: [{ current: false, cameBy: 'password', startedAt: expect.any(Date) as Date }] },
    });
    expect(await client.accounts.endSessions({ name: 'lea' })).toEqual({ ok: true, value: { ended: 1 } });
    expect(await lea.client.me()).toEqual(NOT_SIGNED_IN);
    expect(await client.me()).toMatchObject({ ok: true });
  });
});

describe('an own password', () => {
  const fresh = 'une-phrase-assez-longue';

  test('needs the old one and twelve signs, and ends every other session', async () => {
    const [lea, elsewhere] = [await enter('lea'), await enter('lea')];
    const thief = thiefOf(lea);
    expect(await lea.client.own.changePassword({ old: 'faux', fresh })).toEqual({
      ok: false,
      reason: 'wrong-password',
    });
    const old = passwords['lea'] ?? '';
    await expect(lea.client.own.changePassword({ old, fresh: 'onze-signes' })).rejects.toThrow();
    expect(await lea.client.own.changePassword({ old, fresh })).toMatchObject({ ok: true });
    for (const { client } of [elsewhere, thief]) expect(await client.me()).toEqual(NOT_SIGNED_IN);
    expect(await lea.client.me()).toMatchObject({ ok: true });
    passwords['lea'] = fresh;
    await enter('lea');
    expect(await (await enter('regard')).client.journal.entries({})).toMatchObject({
      value: { entries: [{ agent: 'lea', action: 'password-changed', subject: 'lea' }] },
    });
  });

  test('is not guessed from an open session: five tries, counted with those of signing in', async () => {
    const { client } = await enter('lea');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await client.own.changePassword({ old: 'faux', fresh })).toMatchObject({
        reason: 'wrong-password',
      });
    }
    const answer = await client.own.changePassword({ old: passwords['lea'] ?? '', fresh });
    expect(answer).toEqual({ ok: false, reason: 'too-many-tries' });
  });
});

test('a hub that is told the console’s address answers no page of another, even where Host agrees', async () => {
  const hub = await startHub({
    database: city.database,
    keysFolder: city.keysFolder,
    consoleOrigin: 'https://borne.example.fr',
  });
  const call = (origin: string, host: string) =>
    fetchAs(`${hub.url}/console/rpc/waysIn`, { origin, host, 'x-borne-console': '1' });
  try {
    expect(await call('https://evil.example', 'evil.example')).toBe(403);
    expect(await call('http://borne.example.fr', 'borne.example.fr')).toBe(403);
    expect(await call('https://borne.example.fr', 'borne.example.fr')).toBe(200);
  } finally {
    await hub.close();
  }
});

/** With a `Host` of one's own, which `fetch` does not allow. */
async function fetchAs(address: string, headers: Record<string, string>): Promise<number | undefined> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request(
      address,
      { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ json: { tenant: 'pantin' } }));
  });
}
