/* The city's own sign-in provider, against a real one. */
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';
import { nextOf, PlainBrowser } from '../support/plain-browser.ts';
import { startSignInProvider, type SignInProvider } from '../support/sign-in-provider.ts';

const NOUR = 'nour@ville.example';
const CHEFFE = 'cheffe@ville.example';

let city: City;
let provider: SignInProvider;
let file: string;
let password: string;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'], hubs: 2 });
  provider = await startSignInProvider([`${city.url}/console/provider/return`]);
  file = join(city.keysFolder, 'pantin', 'provider.json');
  password = await createAgent(city.database, 'pantin', 'Nour', [{ role: 'agent' }]);
  await createAgent(city.database, 'pantin', 'Cheffe', [{ role: 'administrator' }]);
  await city.database.query(
    `update agent set outside_name = lower(name) || '@ville.example' where name in ('Nour', 'Cheffe')`,
  );
});

beforeEach(async () => {
  configure();
  provider.saysVerified = true;
  provider.isTampered = false;
  await city.database.query('delete from session; delete from provider_visit; delete from tries');
});

afterAll(async () => {
  await provider.stop();
  await city.stop();
});

function configure(settings: object = {}): void {
  const { issuer, clientId, clientSecret } = provider;
  const content = JSON.stringify({ name: 'ProConnect', issuer, clientId, clientSecret, ...settings });
  writeFileSync(file, content, { mode: 0o600 });
}

/** As a press on the button: where the page goes then. */
async function press(browser: PlainBrowser): Promise<string> {
  const answer = await browser.call<{ ok: boolean; value: { address: string }; reason?: string }>(
    city.url,
    'visitProvider',
    { tenant: 'pantin' },
  );
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value.address;
}

/** Signs in at the provider; answers with the address that leads back. */
async function signInThere(browser: PlainBrowser, address: string, login = NOUR): Promise<string> {
  const form = nextOf(await browser.open(address));
  const back = nextOf(await browser.follow(form ?? '', { login }));
  expect(back).toContain(`${city.url}/console/provider/return?code=`);
  return back ?? '';
}

/** Where the hub sends on to, behind `/console/?`. */
async function comeBack(browser: PlainBrowser, address: string): Promise<string> {
  const response = await browser.open(address);
  expect(response.status).toBe(303);
  return new URL(nextOf(response) ?? '').search;
}

async function visit(browser: PlainBrowser, login = NOUR): Promise<string> {
  return comeBack(browser, await signInThere(browser, await press(browser), login));
}

function whoIs(browser: PlainBrowser): Promise<unknown> {
  return browser.call(city.url, 'me');
}

const NOBODY = { ok: false, reason: 'not-signed-in' };

test('only a city that has a provider names one, and only there can one be visited', async () => {
  const { client } = openConsole(city.url);
  expect(await client.waysIn({ tenant: 'pantin' })).toEqual({ provider: 'ProConnect' });
  expect(await client.waysIn({ tenant: 'paris' })).toEqual({});
  expect(await client.waysIn({ tenant: 'nowhere' })).toEqual({});
  expect(await client.visitProvider({ tenant: 'paris' })).toEqual({ ok: false, reason: 'no-provider' });
});

test('an agent whose address an administrator wrote down comes in, at whichever hub they come back to', async () => {
  const browser = new PlainBrowser();
  const address = await press(browser);
  expect(address).toContain('code_challenge_method=S256');
  const visited = browser.received.find((cookie) => cookie.startsWith('borne-provider='));
  for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/console/provider/return']) {
    expect(visited).toContain(attribute);
  }
  const back = (await signInThere(browser, address)).replace(city.url, city.hubs[1]?.url ?? '');
  expect(await comeBack(browser, back)).toBe('?city=pantin');
  expect(browser.received.find((cookie) => cookie.startsWith('borne-session='))).toContain('SameSite=Strict');
  expect(await whoIs(browser)).toMatchObject({ ok: true, value: { name: 'Nour', tenant: 'pantin' } });
  expect(await browser.call(city.url, 'own/account')).toMatchObject({
    value: { sessions: [{ current: true, cameBy: 'provider' }], outsideName: NOUR },
  });
});

describe('nobody comes in', () => {
  test('with a state that is not theirs, and the visit is still theirs to end', async () => {
    const browser = new PlainBrowser();
    const back = await signInThere(browser, await press(browser));
    const wrong = back.replace(/state=pantin\.[\w-]{5}/, 'state=pantin.AAAAA');
    const other = browser.copy();
    expect(await comeBack(other, wrong)).toBe('?city=pantin&entry=too-late');
    expect(await comeBack(other, back.replace(/state=[^&]*/, ''))).toBe('?entry=too-late');
    expect(await whoIs(other)).toEqual(NOBODY);
    expect(await comeBack(browser, back)).toBe('?city=pantin');
  });

  test('in a browser that did not begin the visit, or after a quarter of an hour', async () => {
    const browser = new PlainBrowser();
    const back = await signInThere(browser, await press(browser));
    const victim = new PlainBrowser();
    expect(await comeBack(victim, back)).toBe('?city=pantin&entry=too-late');
    await press(victim);
    expect(await comeBack(victim, back)).toBe('?city=pantin&entry=too-late');
    expect(await whoIs(victim)).toEqual(NOBODY);
    await city.database.query(`update provider_visit set expires_at = now() - interval '1 second'`);
    expect(await comeBack(browser, back)).toBe('?city=pantin&entry=too-late');
  });

  test('with an address or a code that was used', async () => {
    const browser = new PlainBrowser();
    const back = await signInThere(browser, await press(browser));
    const again = browser.copy();
    expect(await comeBack(browser, back)).toBe('?city=pantin');
    expect(await comeBack(again, back)).toBe('?city=pantin&entry=too-late');

    const later = new PlainBrowser();
    const state = new URL(await press(later)).searchParams.get('state');
    const replayed = new URL(back);
    replayed.searchParams.set('state', state ?? '');
    expect(await comeBack(later, replayed.href)).toBe('?city=pantin&entry=provider-refused');
    expect(await whoIs(later)).toEqual(NOBODY);
  });

  test('whom no administrator wrote down, and no account is made', async () => {
    const browser = new PlainBrowser();
    const count = () => city.database.query('select name from agent').then(({ rowCount }) => rowCount);
    const before = await count();
    expect(await visit(browser, 'inconnue@ville.example')).toBe('?city=pantin&entry=unknown-person');
    expect(await whoIs(browser)).toEqual(NOBODY);
    expect(await count()).toBe(before);
    expect(city.log()).not.toContain('inconnue');
  });

  test('whose address the provider has not verified, or whose words were altered on the way', async () => {
    provider.saysVerified = false;
    expect(await visit(new PlainBrowser())).toBe('?city=pantin&entry=provider-refused');
    provider.saysVerified = true;
    provider.isTampered = true;
    expect(await visit(new PlainBrowser())).toBe('?city=pantin&entry=provider-refused');
  });

  test('who gives up there, or signs in less strongly than the city asks', async () => {
    const browser = new PlainBrowser();
    const form = nextOf(await browser.open(await press(browser)));
    const back = nextOf(await browser.follow(form ?? '', { leave: '1' }));
    expect(await comeBack(browser, back ?? '')).toBe('?city=pantin&entry=provider-refused');
    configure({ acrValues: 'eidas2 eidas3' });
    expect(await visit(new PlainBrowser())).toBe('?city=pantin&entry=provider-refused');
    configure({ acrValues: 'eidas1 eidas2' });
    expect(await visit(new PlainBrowser())).toBe('?city=pantin');
  });
});

test('another claim than the address can name the account', async () => {
  configure({ claim: 'sub', scope: 'openid' });
  expect(await visit(new PlainBrowser())).toBe('?city=pantin&entry=unknown-person');
  await city.database.query(`update agent set outside_name = 'sub:' || outside_name where name = 'Nour'`);
  const browser = new PlainBrowser();
  expect(await visit(browser)).toBe('?city=pantin');
  expect(await whoIs(browser)).toMatchObject({ ok: true, value: { name: 'Nour' } });
  await city.database.query(`update agent set outside_name = $1 where name = 'Nour'`, [NOUR]);
});

describe('without the provider', () => {
  test('one sentence says so, before and after the visit, and a password opens the console all the same', async () => {
    const browser = new PlainBrowser();
    const back = await signInThere(browser, await press(browser));
    await provider.stop();
    expect(await comeBack(browser, back)).toBe('?city=pantin&entry=provider-away');
    configure({ scope: 'openid email profile' });
    const { client } = openConsole(city.url);
    expect(await client.visitProvider({ tenant: 'pantin' })).toEqual({ ok: false, reason: 'provider-away' });
    expect(await client.signIn({ tenant: 'pantin', name: 'Nour', password })).toMatchObject({ ok: true });
    await provider.resume();
    configure();
    expect(await visit(new PlainBrowser(), CHEFFE)).toBe('?city=pantin');
  });

  test.each([
    ['can be read by others', () => chmodSync(file, 0o644)],
    ['names a provider without TLS', () => configure({ issuer: 'http://compte.ville.example' })],
  ])('a file that %s is not used, and a password opens the console', async (_, spoil) => {
    rmSync(file);
    configure();
    spoil();
    const { client } = openConsole(city.url);
    await expect(client.visitProvider({ tenant: 'pantin' })).rejects.toThrow();
    expect(await client.signIn({ tenant: 'pantin', name: 'Nour', password })).toMatchObject({ ok: true });
    rmSync(file);
  });
});

test('asking again and again is told to wait', async () => {
  const { client } = openConsole(city.url);
  const answers = [];
  for (let count = 0; count < 101; count += 1) answers.push(await client.visitProvider({ tenant: 'pantin' }));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(100);
  expect(answers.at(-1)).toEqual({ ok: false, reason: 'too-many-tries' });
});
