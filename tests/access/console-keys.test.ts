import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  announceKey,
  createAgent,
  daysAfter,
  replaceLostKey,
  retireKey,
  type KeyPlaces,
} from '../../city/hub/index.ts';
import { openAnswer, sealedAnswerSchema } from '../../shared/sealing/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { readScope, type TestReceipt } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { expectAccessible } from '../support/console-checks.ts';

const SERVICE = 'droit-de-proposition-populaire';

let bench: ConsoleBench;
let places: KeyPlaces;
let open: ConsolePage;
let page: Page;

const today = () => new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  bench = await startConsole();
  const { keysFolder, rootFolder } = bench.city;
  places = { keysFolder, rootFolder, tenant: 'pantin' };
});

afterAll(() => bench.stop());

beforeEach(async () => {
  open = await bench.open();
  page = open.page;
});

afterEach(async () => {
  vi.useRealTimers();
  expect(open.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  await open.close();
});

async function goToKeys(): Promise<void> {
  await page.getByRole('link', { name: 'Clés' }).click();
  await page.getByRole('heading', { level: 1, name: 'Clés' }).waitFor();
  await page.getByRole('table').first().waitFor();
}

const rowOf = (kid: string) => page.getByRole('row').filter({ hasText: kid });
const story = () => page.getByRole('region');

test('each key says what it opens, what is lost with it, and which command changes it', async () => {
  await open.signIn();
  await goToKeys();
  expect(await story().textContent()).toContain('Il faut alors enrôler chaque borne de nouveau');
  expect(await page.getByRole('row').filter({ hasText: 'Clé racine' }).textContent()).toContain(
    'Non, au coffre',
  );
  await page.getByRole('button', { name: /Clé du serveur/ }).click();
  expect(await story().textContent()).toContain('npm run keys -- announce pantin hub');
  await page.getByRole('button', { name: /proposition/ }).click();
  expect(await story().textContent()).toContain('Personne ne peut plus lire ce que les visiteurs ont écrit');
  await expectAccessible(page, 'keys');
});

test('an announced key, a replaced one and a retired one each say their next step and their kiosks', async () => {
  const kid = bench.device.keyset.hub[0]?.kid ?? '';
  const announced = daysAfter(today(), 100);
  await announceKey(places, { of: 'hub', from: announced, today: today() });
  await open.signIn();
  await goToKeys();
  await page.getByRole('row').filter({ hasText: 'Annoncée' }).getByRole('button').click();
  await page.getByText('Rien : les bornes la connaissent d’avance').waitFor();
  await rowOf(kid).getByRole('button').click();
  await page.getByText('La suivante sert à partir du').waitFor();

  // Its day comes.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${announced}T12:00:00Z`) });
  await page.reload();
  await page.getByRole('row').filter({ hasText: 'Remplacée' }).getByRole('button').click();
  await page.getByText(`npm run keys -- retire pantin ${kid}`).waitFor();
  await retireKey(places, { kid, today: announced });
  await page.reload();
  await page.getByRole('row').filter({ hasText: 'Retirée' }).getByRole('button').click();
  await page.getByText(`npm run keys -- destroy pantin ${kid}`).waitFor();
  expect(await story().textContent()).toContain('Une borne ne l’a pas encore prouvé');
  await page.getByRole('button', { name: 'Voir les bornes' }).click();
  await page.getByText('Elle n’a encore rien dit de ses clés.').waitFor();
  await expectAccessible(page, 'retired');
});

test('a lost key: by keyboard, declared with its name, and everybody told in a second act', async () => {
  const sent: { id: string; receipt: TestReceipt }[] = [];
  for (let count = 0; count < 3; count += 1) sent.push(await bench.receive({ text: 'Un banc' }));
  const kid = bench.device.keyset.services[SERVICE]?.[0]?.kid ?? '';
  const file = join(bench.city.keysFolder, 'pantin', `service-${SERVICE}.json`);
  const copy = readFileSync(file, 'utf8');
  rmSync(file);
  await replaceLostKey(places, { of: { service: SERVICE }, today: today() });

  await open.signIn();
  await goToKeys();
  await page
    .getByText('Une clé n’est pas là où elle doit être')
    .waitFor()
    .catch(() => undefined);
  await rowOf(kid).getByRole('button').press('Enter');
  await page.getByText('3 demandes sans réponse ne peuvent plus être ouvertes.').waitFor();
  expect(await page.getByRole('table').filter({ hasText: 'Lieu' }).textContent()).toContain(
    'Maison du projet',
  );
  await expectAccessible(page, 'missing');

  const field = page.getByLabel(/Pour confirmer/);
  await field.fill('autre chose');
  await field.press('Enter');
  await page.getByText('Ce n’est pas le nom de la clé.').waitFor();
  await field.fill(kid);
  await field.press('Enter');
  await page.getByRole('heading', { name: 'La clé est déclarée perdue' }).waitFor();
  await page.getByText('Nous ne pouvons plus ouvrir votre demande').waitFor();
  await expectAccessible(page, 'declared');

  // Declaring has told nobody anything.
  const { rows } = await bench.city.database.query("select 1 from request where state = 'expired'");
  expect(rows).toEqual([]);

  await page.getByLabel(/Pour confirmer/).fill(kid);
  await page.getByRole('button', { name: 'Envoyer ces 3 réponses' }).press('Enter');
  await page.getByText('Toutes les personnes qui attendaient ont leur réponse.').waitFor();
  await page.getByText('Elle ouvre 3 demandes. Aucune n’attend de réponse.').waitFor();
  expect(await story().textContent()).not.toContain('sans réponse ne p');

  for (const { receipt } of sent) {
    await eventually(async () => {
      const changes = await readScope(bench.city.url, bench.device, 'pantin', 'answers');
      const body = changes.find(({ id }) => id === `${receipt.lookupId}.2`)?.body ?? 'null';
      const answer = sealedAnswerSchema.parse(JSON.parse(body));
      const opened = await openAnswer(receipt.keyPair.privateKey, 'pantin', answer);
      expect(opened).toMatchObject({ ok: true, value: { state: 'expired' } });
      expect(opened.ok && opened.value.reason?.ta?.text).toContain('திறக்க');
    });
  }
  writeFileSync(file, copy, { mode: 0o600 });
});

test('an auditor reads all of it and is offered no act', async () => {
  const password = await createAgent(bench.city.database, 'pantin', 'controle', [{ role: 'auditor' }]);
  await page.getByLabel('Nom').fill('controle');
  await page.getByLabel('Mot de passe').fill(password);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.getByRole('link', { name: 'Clés' }).click();
  await page.getByRole('button', { name: /Clé des publications/ }).click();
  for (const button of await page.getByRole('table').first().getByRole('button').all()) {
    await button.click();
    expect(await page.getByLabel(/Pour confirmer/).count()).toBe(0);
  }
});

test('in a narrow window the story stands under the list, and in English all is said', async () => {
  const narrow = await bench.open({ width: 800, height: 900 });
  const previous = page;
  page = narrow.page;
  await narrow.signIn();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Keys' }).click();
  await page
    .getByRole('button', { name: /Server’s key/ })
    .first()
    .click();
  await page.getByText('It opens what a machine must read').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(800);
  await expectAccessible(page, 'narrow');

  await narrow.close();
  page = previous;
});
