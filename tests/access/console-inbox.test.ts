/* The inbox of a team in a real browser: a long list, two agents at once, and hundreds of answers begun. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { type Grant } from '../../shared/contract/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { buildDeskPage } from '../support/desk-page.ts';
import { eventually } from '../support/eventually.ts';
import { expectAccessible } from '../support/console-checks.ts';

const SERVICE = 'droit-de-proposition-populaire';
const AGENT: Grant[] = [{ role: 'agent' }];
/** Of work for one key: nobody notices a tenth of a second, and a desk's computer is slower than this one. */
const KEY_MILLISECONDS = 25;
const MIXED = 'يمكنكم طلب بطاقة « Carte Navigo Solidarité » في المركز، 12 rue de la Paix.';

let bench: ConsoleBench;
let marie: ConsolePage;
let opened: ConsolePage[];
const passwords = new Map<string, string>();

beforeAll(async () => {
  bench = await startConsole();
  for (const name of ['marie', 'karim'])
    passwords.set(name, await createAgent(bench.city.database, 'pantin', name, AGENT));
});

afterAll(() => bench.stop());

beforeEach(async () => {
  await bench.city.database.query('delete from request');
  await bench.city.database.query('delete from absence');
  marie = await bench.open();
  opened = [marie];
});

afterEach(async () => {
  for (const open of opened) {
    expect(open.complaints.filter((said) => !said.startsWith('Failed to load resource'))).toEqual([]);
    await open.close();
  }
});

test('a long list: what is late on top, counts of all, filters that Back takes back, and more at its end', async () => {
  await seed(130);
  const { page } = await enter(marie, 'marie');
  const counts = page.locator('.inbox-counts');
  expect(await counts.textContent()).toMatch(/\d+ en retard.*\d+ sous 7 jours.*\d+ à traiter/);
  expect(await page.locator('.inbox-group').first().textContent()).toMatch(/^En retard \d+$/);
  await expectAccessible(page, 'long list');

  await page.locator('.inbox-row').last().focus();
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Afficher la suite');
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await page.locator('.inbox-row').count()).toBeGreaterThan(50));
  await page.locator('.inbox-rows').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await eventually(async () => {
    await page.locator('.inbox-rows').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    expect(await page.locator('.inbox-row').count()).toBe(130);
  });
  expect(await page.locator('.inbox-more').count()).toBe(0);

  await page.getByText('Filtrer', { exact: true }).click();
  await page.getByLabel('État').selectOption('Acceptée');
  await page.locator('.inbox-count').filter({ hasText: '26' }).waitFor();
  await page.getByRole('button', { name: 'À moi' }).click();
  await page.getByText('Aucune demande ne correspond à ces choix.').waitFor();
  expect(page.url()).toContain('#requests?state=accepted&whose=mine');
  await expectAccessible(page, 'no match');
  await page.goBack();
  await page.locator('.inbox-count').filter({ hasText: '26' }).waitFor();
  await page.goBack();
  await page.locator('.inbox-count').first().filter({ hasNotText: '26' }).waitFor();
  expect(await page.getByLabel('État').inputValue()).toBe('');
});

test('two at once see each other; the second answer waits for its writer to read the first, and nothing is lost', async () => {
  await bench.receive({ text: MIXED, language: 'ar' });
  await enter(marie, 'marie');
  const karim = await enter(await another(), 'karim');
  await openRequest(marie.page);
  expect(await marie.page.locator('.written').textContent()).toBe(MIXED);
  await write(marie.page, 'Acceptée', 'Oui, au printemps.');
  await marie.page.getByLabel('La même réponse en arabe').fill(MIXED);
  await openRequest(karim.page);
  await karim.page.getByText('marie écrit une réponse').waitFor();
  await expectAccessible(karim.page, 'a colleague writes');
  await write(karim.page, 'Refusée', 'Il y en a déjà un.');
  await send(karim.page);
  await karim.page.getByText('Réponse envoyée').waitFor();

  await send(marie.page);
  await marie.page.getByText(/Un collègue a répondu pendant que vous écriviez/).waitFor();
  expect(await marie.page.getByLabel('Réponse en français').inputValue()).toBe('Oui, au printemps.');
  expect(await marie.page.getByLabel('La même réponse en arabe').inputValue()).toBe(MIXED);
  const history = marie.page.getByRole('region', { name: 'Réponses déjà données' });
  expect(await history.textContent()).toMatch(/Refusée.*karim/);
  expect(await marie.page.getByText(/Cette demande a changé/).count()).toBe(0);
  await expectAccessible(marie.page, 'answered meanwhile');
  await send(marie.page);
  await marie.page.getByText('Réponse envoyée').waitFor();
  const { rows } = await bench.city.database.query<{ agent: string }>(
    'select agent from sent_answer join request on id = request where sent_answer.turn > 1 order by sent_answer.turn',
  );
  expect(rows.map(({ agent }) => agent)).toEqual(['karim', 'marie']);
});

test('a request is taken, given and seen by a deputy; an absence is said in three fields', async () => {
  await bench.receive({ text: 'Un banc' });
  const { page } = await enter(marie, 'marie');
  await openRequest(page);
  await page.getByRole('button', { name: 'Je la prends' }).click();
  await page.locator('.inbox-row .chip', { hasText: 'À moi' }).waitFor();
  await page.getByLabel('Confier à').selectOption('karim');
  await page.getByRole('button', { name: 'Confier' }).click();
  await page.locator('.team').getByText('À karim').waitFor();
  await page.getByRole('button', { name: 'Je la prends' }).click();
  await page.getByRole('button', { name: 'Je la rends' }).waitFor();

  await page.getByRole('button', { name: 'Mon absence' }).click();
  await page.getByLabel('Absent jusqu’au').waitFor();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Choisissez qui vous remplace.').waitFor();
  await expectAccessible(page, 'absence');
  await page.getByLabel('Absent jusqu’au').fill(inDays(3));
  await page.getByLabel('Qui vous remplace').selectOption('karim');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  const karim = await enter(await another(), 'karim');
  await karim.page.getByRole('button', { name: 'À moi' }).click();
  await karim.page.locator('.inbox-row .chip', { hasText: 'marie (absent jusqu’au' }).waitFor();
  await openRequest(karim.page);
  await write(karim.page, 'Acceptée', 'Oui.');
  await send(karim.page);
  await karim.page.getByText('Réponse envoyée').waitFor();
  await page.getByRole('button', { name: 'Mon absence' }).click();
  await page.getByText(/karim vous remplace/).waitFor();
  await page.getByRole('button', { name: 'Je suis de retour' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { rows } = await bench.city.database.query(
    'select on_behalf_of from sent_answer join request on id = request where agent is not null',
  );
  expect(rows).toEqual([{ on_behalf_of: 'marie' }]);
});

test('a double is joined to what was read before, answered with it, and can be parted until then', async () => {
  await bench.receive({ text: 'Un banc' });
  await bench.receive({ text: 'Un banc, s’il vous plaît', kind: 'project' });
  const { page } = await enter(marie, 'marie');
  await page.locator('.inbox-row', { hasText: 'Une idée' }).click();
  await page.getByRole('heading', { name: 'Votre réponse' }).waitFor();
  await page.locator('.inbox-row', { hasText: 'Un projet' }).click();
  await page.getByText('Un banc, s’il vous plaît').waitFor();
  await page.getByText('C’est le double d’une autre demande').click();
  await page.getByLabel('Le double de').selectOption({ index: 1 });
  await expectAccessible(page, 'joining');
  await page.getByRole('button', { name: 'Joindre' }).click();
  await page.getByText(/Répondez à la demande principale/).waitFor();
  await eventually(async () => expect(await page.locator('.inbox-row').count()).toBe(1));
  await expectAccessible(page, 'a double');
  await page.getByRole('button', { name: 'Séparer' }).click();
  await page.getByLabel('Réponse en français').waitFor();
  await eventually(async () => expect(await page.locator('.inbox-row').count()).toBe(2));
});

test('a letter that nobody could read is marked as seen, with a note, and leaves the list', async () => {
  await bench.city.database.query(
    `insert into dead_letter (tenant, sha256, reason, content) values ('pantin', 'a', 'bad-signature', 'x')`,
  );
  await marie.signIn();
  const { page } = marie;
  await page.getByRole('link', { name: 'Plis non pris' }).click();
  await page.getByRole('button', { name: 'Marquer comme vu' }).click();
  await page.keyboard.type('x'.repeat(201));
  await page.getByText('La note est trop longue').waitFor();
  await page.getByLabel('Votre note').fill('Borne prévenue');
  await expectAccessible(page, 'marking');
  await page.keyboard.press('Enter');
  await page.getByText('Il n’y en a aucun à voir.').waitFor();
  await page.getByLabel('Montrer').selectOption('Ceux qui sont vus');
  await page.getByText('Borne prévenue').waitFor();
  await bench.city.database.query('delete from dead_letter');
});

test('five hundred answers begun keep the list and the field quick, and each its own words', async () => {
  const folder = await buildDeskPage();
  const { page } = marie;
  await page.route('https://desk.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(folder, pathname === '/' ? 'index.html' : pathname) });
  });
  await page.goto('https://desk.test/');
  await page.locator('.chip-draft').nth(499).waitFor();
  const row = (at: number) => page.locator('.inbox-row').nth(at);
  const field = page.getByLabel('Votre texte');
  await row(250).click();
  await field.fill(MIXED);
  expect(await medianKey(page)).toBeLessThan(KEY_MILLISECONDS);
  await row(251).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await field.inputValue()).toBe(''));
  await row(250).click();
  await eventually(async () => expect(await field.inputValue()).toBe(`${MIXED}${'a'.repeat(20)}`));
  expect(await page.locator('.chip-draft').count()).toBe(500);
  rmSync(folder, { recursive: true });
});

/** What the page does for one key in the field that has the focus, from the event until all is laid out. */
function medianKey(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const field = document.querySelector('textarea');
    if (field === null) throw new Error('there is no field');
    field.focus();
    const times: number[] = [];
    for (let key = 0; key < 20; key += 1) {
      const started = performance.now();
      document.execCommand('insertText', false, 'a');
      await Promise.resolve();
      document.body.getBoundingClientRect();
      times.push(performance.now() - started);
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
    return times.toSorted((a, b) => a - b)[10] ?? 0;
  });
}

async function another(): Promise<ConsolePage> {
  const open = await bench.open();
  opened.push(open);
  return open;
}

async function enter(open: ConsolePage, name: string): Promise<ConsolePage> {
  const { page } = open;
  await page.getByLabel('Nom').fill(name);
  await page.getByLabel('Mot de passe').fill(passwords.get(name) ?? '');
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.locator('.inbox-row').first().waitFor();
  return open;
}

async function openRequest(page: Page): Promise<void> {
  await page.locator('.inbox-row').first().click();
  await page.getByRole('heading', { name: 'Votre réponse' }).waitFor();
}

async function write(page: Page, decision: string, text: string): Promise<void> {
  await page.locator('.decision-choice', { hasText: decision }).click();
  await page.getByLabel('Réponse en français').fill(text);
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
}

/** Requests of all groups, which nobody could open. */
async function seed(count: number): Promise<void> {
  await bench.city.database.query(
    `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season, choices,
       site_name, received_on, due_on)
     select 'pantin', gen_random_uuid(), $2, $2, 1,
       (array['received', 'received', 'in-progress', 'accepted', 'refused'])[1 + n % 5], 1, '', gen_random_uuid()::text, '2026',
       '{"kind": "idea", "commission": "living-environment"}', 'Mairie', current_date - n % 70,
       case when n % 7 = 0 then 'infinity' else current_date - 20 + n % 40 end
     from generate_series(1, $1) as n`,
    [count, SERVICE],
  );
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
