import { randomUUID } from 'node:crypto';
import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { helpCallReplySchema } from '../../shared/sync/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { deskCode } from '../support/desk-client.ts';
import { eventually } from '../support/eventually.ts';
import { expectAccessible } from '../support/console-checks.ts';

/* The page at a site's reception, and the console's list of them, in a real browser. */

let bench: ConsoleBench;
let open: ConsolePage;
let page: Page;

beforeAll(async () => {
  bench = await startConsole();
});
afterAll(() => bench.stop());

beforeEach(async () => {
  for (const table of ['desk_call', 'desk_post', 'desk_code', 'desk_count', 'tries'])
    await bench.city.database.query(`delete from ${table}`);
  open = await bench.open();
  page = open.page;
});
afterEach(async () => {
  expect(open.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await open.close();
});

/** The picture is for whoever changes the page, and stays outside the project. */
async function picture(name: string): Promise<void> {
  const folder = process.env['BORNE_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** How many tones were sounded, counted where the page makes them. */
async function countTones(): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = { tones: 0 };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function startCounted(when) {
      counted.tones += 1;
      start.call(this, when);
    };
    Object.assign(window, { counted });
  });
  return () => page.evaluate(() => (window as unknown as { counted: { tones: number } }).counted.tones);
}

async function pair(): Promise<void> {
  await page.goto(`${bench.city.url}/desk`);
  await page.getByLabel('Code').fill(await deskCode(bench.city));
  await page.keyboard.press('Enter');
  await page.getByText('Personne n’appelle.').waitFor();
}

async function call(language = 'ta'): Promise<{ id: string; state: () => Promise<string> }> {
  const id = randomUUID();
  const address = `${bench.city.url}/v1/pantin/call/${id}`;
  const { headers } = bench.device;
  await fetch(address, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ language }),
  });
  return {
    id,
    state: async () => helpCallReplySchema.parse(await (await fetch(address, { headers })).json()).state,
  };
}

test('a browser becomes a desk by a code, and says what to do about a wrong one', async () => {
  await page.goto(`${bench.city.url}/desk`);
  await page.getByRole('heading', { name: 'Relier cet appareil à un accueil' }).waitFor();
  await page.getByRole('button', { name: 'Relier' }).click();
  await page.getByText('Tapez le code que l’agent vous a donné.').waitFor();
  await page.getByLabel('Code').fill('pantin.0000-0000');
  await page.keyboard.press('Enter');
  await page.getByText(/Ce code n’est pas connu/).waitFor();
  await expectAccessible(page, 'pairing, wrong code');
  await picture('desk-pairing');
  await page.getByLabel('Code').fill(await deskCode(bench.city));
  await page.keyboard.press('Enter');
  await page.getByText('Personne n’appelle.').waitFor();
  expect(await page.getByRole('banner').textContent()).toContain('Maison du projet');
  expect(await page.getByText('Pas de rendez-vous aujourd’hui.').isVisible()).toBe(true);
  await expectAccessible(page, 'a quiet desk');
  await picture('desk-quiet');
  await page.reload();
  await page.getByText('Personne n’appelle.').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Nobody is calling.').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('a call rings by eye, ear and title, in the visitor’s language, and is answered by keyboard', async () => {
  const tones = await countTones();
  await pair();
  await page.getByRole('button', { name: 'Activer la sonnerie' }).click();
  await page.getByText('La sonnerie est activée.').waitFor();
  const tried = await tones();
  expect(tried).toBe(2);

  const { state } = await call();
  await page.getByRole('heading', { name: 'Une personne vous appelle' }).waitFor({ timeout: 3_000 });
  expect(await page.getByText('Lit l’écran en tamoul').isVisible()).toBe(true);
  expect(await page.title()).toBe('(1) On vous appelle');
  await eventually(async () => expect(await tones()).toBeGreaterThan(tried));
  await expectAccessible(page, 'a call');
  await picture('desk-call');

  await page.getByRole('button', { name: 'Dans 5 minutes' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Vous avez dit : dans 5 minutes' }).waitFor();
  expect(await state()).toBe('later');
  await page.getByRole('button', { name: 'J’arrive' }).click();
  await page.getByRole('heading', { name: 'Vous avez dit : j’arrive' }).waitFor();
  expect(await page.title()).toBe('Accueil');
  await expectAccessible(page, 'an answered call');
  await picture('desk-answered');
  await page.getByRole('button', { name: 'C’est fini' }).click();
  await page.getByText('Personne n’appelle.').waitFor();
  expect(await page.getByText('Avec réponse : 1').isVisible()).toBe(true);
  expect(await state()).toBe('over');
});

test('a call that nobody answered stays to be seen, on a telephone too', async () => {
  await pair();
  await page.setViewportSize({ width: 360, height: 700 });
  const { state } = await call('fr-simple');
  await bench.city.database.query(`update desk_call set called_at = called_at - interval '61 seconds'`);
  await page.getByRole('heading', { name: /Appel sans réponse/ }).waitFor();
  expect(await page.getByText('Lit l’écran en français facile').isVisible()).toBe(true);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await expectAccessible(page, 'an unanswered call on a telephone');
  await picture('desk-telephone');
  await page.getByRole('button', { name: 'J’arrive' }).click();
  await eventually(async () => expect(await state()).toBe('coming'));
});

test('the page says when it hears nothing, and closing it is told to the city', async () => {
  await pair();
  await page.context().setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event('pageshow')));
  await page.getByText(/Pas de liaison avec la ville/).waitFor();
  await expectAccessible(page, 'no connection');
  await page.context().setOffline(false);
  await page.getByText(/Pas de liaison avec la ville/).waitFor({ state: 'detached' });

  await page.goto(`${bench.city.url}/console/`);
  await eventually(async () => {
    const { rows } = await bench.city.database.query('select alive_at from desk_post');
    expect(rows).toEqual([{ alive_at: null }]);
  });
});

test('an agent makes the code at the console, sees the desk open, and takes it back', async () => {
  await open.signIn();
  await page.getByRole('link', { name: 'Accueils' }).click();
  await page.getByText(/Aucun accueil n’est relié/).waitFor();
  await page.getByRole('button', { name: 'Créer un code' }).click();
  const code = (await page.locator('.desk-code code').textContent()) ?? '';
  await expectAccessible(page, 'a code');
  await picture('desks-code');

  const desk = await page.context().newPage();
  await desk.goto(`${bench.city.url}/desk`);
  await desk.getByLabel('Code').fill(code.toLowerCase());
  await desk.keyboard.press('Enter');
  await desk.getByText('Personne n’appelle.').waitFor();
  const table = page.getByRole('table');
  await table.getByText('Ouvert').waitFor();
  expect(await table.textContent()).toContain('par agent');
  await expectAccessible(page, 'desks');
  await picture('desks');

  await page.getByRole('button', { name: 'Retirer l’accueil de Maison du projet' }).click();
  await page.getByRole('button', { name: 'Retirer vraiment' }).click();
  await page.getByText(/Aucun accueil n’est relié/).waitFor();
  await desk.getByText(/Cet appareil n’est plus relié/).waitFor();
});
