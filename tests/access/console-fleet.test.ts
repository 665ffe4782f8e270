import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { addDemoFleet } from '../../scripts/lib/demo-fleet.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { enrolDevice } from '../support/device.ts';
import { expectAccessible } from '../support/console-checks.ts';

const PICTURES = process.env['BORNE_PICTURES'];

let bench: ConsoleBench;
let open: ConsolePage;
let page: Page;

beforeAll(async () => {
  bench = await startConsole();
  await bench.city.database.query('update device set seen_at = now(), clock_ahead_milliseconds = 0');
  await addDemoFleet(bench.city.database);
});

afterAll(() => bench.stop());

beforeEach(async () => {
  open = await bench.open({ address: '?city=pantin#kiosks' });
  page = open.page;
});

afterEach(async () => {
  expect(open.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  await open.close();
});

describe('watching', () => {
  test('the worst come first, each in words, and the list narrows by alarm, by name and by page', async () => {
    await enter();
    const rows = page.locator('.fleet-list tbody tr');
    expect(await rows.nth(0).textContent()).toMatch(/Elsa-Triolet.*Muette depuis plus d’un jour.*12 envois/);
    expect(await rows.nth(1).textContent()).toMatch(/Vaillant.*Envois refusés.*1 refusé/);
    expect(await rows.nth(2).textContent()).toMatch(/Mairie.*Disque presque plein/);
    expect(await rows.nth(3).textContent()).toMatch(
      /Centre de santé.*En avance de 1\sheure.*Papier pas sorti/,
    );
    expect(await rows.nth(5).textContent()).toMatch(/Rien à signaler.*À jour.*Rien.*1\.4\.0/);
    await picture('fleet');

    await page.getByLabel('Montrer').selectOption('any');
    await expect.poll(() => rows.count()).toBe(4);
    await expectAccessible(page, 'the list');
    await page.getByLabel('Montrer').selectOption('disk');
    await rows.filter({ hasText: 'Mairie' }).waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Montrer').selectOption('');
    await page.getByLabel('Chercher un lieu ou un numéro').fill('école 17');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Chercher un lieu ou un numéro').fill('nulle part');
    await page.getByText('Aucune borne ne correspond.').waitFor();
    await page.getByLabel('Chercher un lieu ou un numéro').fill('');
    await page.getByRole('button', { name: 'Bornes suivantes' }).click();
    await expect.poll(() => rows.count()).toBe(15);
    await page.getByRole('button', { name: 'Revenir au début' }).click();
    await expect.poll(() => rows.count()).toBe(50);
  });

  test('one kiosk opens beside the list by keyboard, says what to do, is asked to sync, and Escape closes it', async () => {
    await enter('vaillant');
    await page.getByRole('button', { name: /Vaillant/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Maison de quartier Vaillant' }).waitFor();
    const side = page.locator('.side');
    await side.getByText('La ville n’a pas pris ces envois.').waitFor();
    expect(await side.textContent()).toContain('delivery-failed hub-unreachable');
    expect(await side.textContent()).toContain('electron 45.4.1');
    await side.getByRole('button', { name: 'Synchroniser maintenant' }).click();
    await side.getByText(/en route, expire à \d+\sh\s\d\d/).waitFor();
    expect(await side.getByRole('button', { name: 'Synchroniser maintenant' }).isDisabled()).toBe(true);
    await page.locator('.side').getByText('Preuve, ville par ville').click();
    await expectAccessible(page, 'one kiosk');
    await picture('kiosk');
    await bench.city.database.query(`update device_command set outcome = 'done', ended_at = now()`);
    await side.getByText(/· fait à \d+\sh\s\d\d/).waitFor();
    await page.keyboard.press('Escape');
    await side.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Maison de quartier Vaillant',
    );
  });
});

describe('enrolling and taking out of service', () => {
  test('from the site to a kiosk that has proved itself, and out again with its name typed', async () => {
    await enter('atelier');
    await page.getByRole('button', { name: 'Ajouter une borne' }).click();
    await page.getByRole('button', { name: 'Créer le code' }).click();
    await page.getByText('Dites où la borne sera.').waitFor();
    await page.getByLabel('Où sera-t-elle ?').selectOption({ label: 'Un autre lieu…' });
    await page.getByLabel('Nom du lieu').fill('Atelier de l’Été');
    await page.keyboard.press('Enter');
    await page.getByText('Nous attendons la borne…').waitFor();
    const code = `${(await page.locator('.code-large').textContent())?.trim()}`;
    expect(code).toMatch(/^pantin\.([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    expect(await page.locator('.side').textContent()).toMatch(/encore 6\sjours, 23\sheures/);
    await page.getByRole('img', { name: 'Le même code, à lire avec un téléphone' }).waitFor();
    await expectAccessible(page, 'the code');
    await picture('code');

    const { enrolment } = await enrolDevice(bench.city.url, code);
    await page.getByText('La borne est inscrite.').waitFor();
    await bench.city.database.query(
      `insert into device_health (tenant, device, told_at, version, runtime, waiting, kept, attention, free_bytes,
         behind, sums_agree, proved_at, followed)
       values ('pantin', $1, now(), '1.4.0', 'electron 45.4.1', 3, 0, 0, 41e9, 0, true, now(), '[]')`,
      [enrolment.device],
    );
    await page.getByText(/est prête : elle a prouvé son contenu/).waitFor();

    await page.getByRole('button', { name: /Atelier de l’Été/ }).click();
    await page.getByRole('button', { name: 'Retirer cette borne…' }).click();
    await page.getByText('3 envois de visiteurs attendent encore.').waitFor();
    await page.getByLabel('Pour confirmer, écrivez le nom du lieu').fill('atelier');
    await page.getByRole('button', { name: 'Retirer la borne' }).click();
    await page.getByText('Ce n’est pas le nom du lieu.').waitFor();
    await expectAccessible(page, 'taking out of service');
    await picture('revoke');
    await page.getByLabel('Pour confirmer, écrivez le nom du lieu').fill('Atelier de l’Été');
    await page.keyboard.press('Enter');
    await page.locator('.fleet-list').getByText('Retirée').waitFor();
  });

  test('an auditor sees all of it and can change nothing', async () => {
    const password = await createAgent(bench.city.database, 'pantin', 'regard', [{ role: 'auditor' }]);
    await page.getByLabel('Nom').fill('regard');
    await page.getByLabel('Mot de passe').fill(password);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.getByRole('button', { name: /Elsa-Triolet/ }).click();
    await page.getByRole('heading', { name: 'Bibliothèque Elsa-Triolet' }).waitFor();
    for (const name of ['Ajouter une borne', 'Retirer cette borne…', 'Redémarrer le programme'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
  });
});

test('at 640 × 480 nothing is cut off sideways', async () => {
  await page.setViewportSize({ width: 640, height: 480 });
  await enter('elsa');
  await page.getByRole('button', { name: /Elsa-Triolet/ }).click();
  await page.getByRole('heading', { name: 'Bibliothèque Elsa-Triolet' }).waitFor();
  const tooWide = await page.evaluate(() =>
    ['html', 'main', '.fleet', '.side'].filter((part) => {
      const element = document.querySelector(part);
      return element === null || element.scrollWidth > element.clientWidth;
    }),
  );
  expect(tooWide).toEqual([]);
  await expectAccessible(page, 'a kiosk on a small screen');
});

/** Signs in and shows the list, or what a search leaves of it: the fewer rows there are, the quicker axe is. */
async function enter(search?: string): Promise<void> {
  await open.signIn();
  await page.locator('.fleet-list tbody tr').first().waitFor();
  if (search === undefined) return;
  await page.getByLabel('Chercher un lieu ou un numéro').fill(search);
  await expect.poll(() => page.locator('.fleet-list tbody tr').count()).toBeLessThan(2);
}

/** For the eyes of who changes these pages; where to, says `BORNE_PICTURES`. */
async function picture(name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}
