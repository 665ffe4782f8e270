import { readFileSync } from 'node:fs';
import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from '../../city/hub/index.ts';
import { localizedSchema } from '../../shared/model/index.ts';
import { PUBLISHED, textOf } from '../../shared/publishing/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { french } from '../support/publishing.ts';
import { expectAccessible } from '../support/console-checks.ts';

let bench: ConsoleBench;
let open: ConsolePage;
let page: Page;
let password: string;

beforeAll(async () => {
  PUBLISHED['garden'] = {
    schema: z.object({ name: localizedSchema, plots: z.number().int().positive() }),
    label: { fr: 'Jardins', en: 'Gardens' },
    named: 'name',
    notes: { plots: { label: { fr: 'Parcelles', en: 'Plots' } } },
  };
  bench = await startConsole();
  password = await createAgent(bench.city.database, 'pantin', 'claire', [{ role: 'publisher' }]);
});

afterAll(() => bench.stop());

beforeEach(async () => {
  open = await bench.open();
  page = open.page;
  await page.getByLabel('Nom').fill('claire');
  await page.getByLabel('Mot de passe').fill(password);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Publier' }).waitFor();
});

afterEach(async () => {
  expect(open.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await open.close();
});

test('by keyboard alone: an atelier is begun, corrected at its fields, published, and taken back to what it was', async () => {
  await page.getByRole('button', { name: /^Événements/ }).focus();
  await page.keyboard.press('Enter');
  await tabTo(/^Nouvelle fiche$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nouvelle fiche · Événements' }).waitFor();
  expect(await focused()).toBe('Nouvelle fiche · Événements');
  await tabTo(/^Sorte/);
  await page.keyboard.type('atelier');
  await tabTo(/^Titre · français$/);
  await page.keyboard.type('Atelier du square');
  expect(await page.getByLabel('Nom de la fiche').inputValue()).toBe('atelier-du-square');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Un atelier a une fin').first().waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'À corriger' }).waitFor();
  await expectAccessible(page, 'problems');

  const summary = page.getByRole('region', { name: 'À corriger' });
  await summary.getByRole('button', { name: /summary/ }).focus();
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('En quelques phrases · français');
  await page.keyboard.type('On dessine le square ensemble.');
  await tabTo(/^Ajouter · Dates et heures$/);
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await focused()).toBe('Début'));
  await page.getByLabel('Début').fill('2026-12-01T18:30');
  await page.getByLabel('Fin', { exact: true }).fill('2026-12-01T17:00');
  await page.getByLabel('Fuseau horaire').fill('Europe/Paris');
  await field('timings.0.end').getByText('La fin doit venir après le début.').waitFor();
  await field('endsOn').getByText('Un atelier a une fin').waitFor();
  await page.getByLabel('Fin', { exact: true }).fill('2026-12-01T20:00');
  await page.getByLabel('Fin de l’atelier').fill('2027-02-01');
  await page.getByLabel('Objectif · français', { exact: true }).fill('Choisir les bancs.');
  await page.getByLabel('Évaluation prévue · français', { exact: true }).fill('Un questionnaire.');
  await summary.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Enter');
  await page.locator('.publish-state').getByText('Publiée').waitFor();
  await page.getByText('Tout est enregistré.').waitFor();
  expect(await body('event', 'atelier-du-square')).toMatchObject({ endsOn: '2027-02-01' });

  await page.getByLabel('Titre · français', { exact: true }).fill('Autre titre');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Revenir à cette version' }).waitFor();
  await page.getByRole('button', { name: 'Revenir à cette version' }).focus();
  await page.keyboard.press('Enter');
  await eventually(async () =>
    expect(await body('event', 'atelier-du-square')).toMatchObject({
      title: { fr: { text: 'Atelier du square' } },
    }),
  );
  await eventually(async () => expect(await page.locator('.publish-history > li').count()).toBe(3));
  await eventually(async () =>
    expect(await page.getByLabel('Titre · français', { exact: true }).inputValue()).toBe('Atelier du square'),
  );
});

test('what is written is seen as on the kiosk, over the editor, and the text is where it was afterwards', async () => {
  await openRecord(/^Services/, 'budget participatif', 'Budget participatif');
  await page.getByLabel('Nom · français', { exact: true }).fill('Budget des habitants');
  await page.getByRole('button', { name: 'Voir comme sur la borne' }).click();
  const dialog = page.getByRole('dialog', { name: 'Voir comme sur la borne' });
  await dialog.waitFor();
  await page.frameLocator('iframe').getByRole('heading', { name: 'Budget des habitants' }).waitFor();
  await expectAccessible(page, 'preview of what is written');
  await dialog.getByRole('button', { name: 'Revenir au texte' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByLabel('Nom · français', { exact: true }).inputValue()).toBe('Budget des habitants');
  expect(await focused()).toBe('Voir comme sur la borne');
});

test('translations stand beside the French, right to left where they run so, and a person takes them over', async () => {
  await openRecord(/^Services/, 'budget participatif', 'Budget participatif');
  await page.getByLabel('Traduction à droite').selectOption('ar');
  const arabic = page.getByLabel('Nom · arabe');
  expect([await arabic.getAttribute('dir'), await arabic.getAttribute('lang')]).toEqual(['rtl', 'ar']);
  const name = field('name.ar');
  await name.getByText('Traduit par une machine').waitFor();
  await expectAccessible(page, 'a service');
  await name.getByRole('button', { name: /^Relu par une personne/ }).click();
  await name.getByText(/Écrit par une personne · relu le/).waitFor();
  await page.getByLabel('Nom · français', { exact: true }).fill('Le budget participatif');
  await name.getByText('Le français a changé').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText(/Brouillon de claire/).waitFor();
  const { rows } = await bench.city.database.query<{ body: string }>(
    "select body from draft where id = 'budget-participatif'",
  );
  expect(JSON.parse(rows[0]?.body ?? '{}')).toMatchObject({
    name: { ar: { by: 'human', checkedAt: expect.stringMatching(/^\d{4}-/) }, en: { by: 'machine' } },
  });
  await page.getByLabel('Traduction à droite').selectOption('ur');
  expect(await page.getByLabel('Nom · ourdou').getAttribute('dir')).toBe('rtl');

  await page.getByLabel('Publier le brouillon le').fill('2020-01-01T10:00');
  await page.getByRole('button', { name: 'Retenir ces dates' }).click();
  await page.getByRole('alert').filter({ hasText: 'Cette heure est passée' }).waitFor();
  await page.getByLabel('Publier le brouillon le').fill('2099-01-01T10:00');
  await page.getByRole('button', { name: 'Retenir ces dates' }).click();
  await page.locator('.publish-state').getByText('Programmée').waitFor();
  expect(await page.getByLabel('Publier le brouillon le').inputValue()).toBe('2099-01-01T10:00');
  await page.getByRole('button', { name: 'Jeter le brouillon' }).click();
  await page.getByText(/Brouillon de claire/).waitFor({ state: 'detached' });
});

test('what somebody else changed meanwhile is told, and what was written here stays until it is given up', async () => {
  await openRecord(/^Services/, 'comite', 'Comité vélo');
  await page.getByLabel('Nom · français', { exact: true }).fill('Le mien');
  const theirs = textOf({ ...(await body('service', 'comite-velo')), name: french('Le leur') });
  await bench.city.database.query(
    `insert into draft (tenant, scope, collection, id, revision, body, agent)
     values ('pantin', 'public', 'service', 'comite-velo', gen_random_uuid(), $1, 'karim')`,
    [theirs],
  );
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').filter({ hasText: 'Quelqu’un d’autre a changé' }).waitFor();
  expect(await page.getByLabel('Nom · français', { exact: true }).inputValue()).toBe('Le mien');
  await expectAccessible(page, 'changed meanwhile');
  await page.getByRole('button', { name: /^Promesses/ }).click();
  await openRecord(/^Services/, 'leur', 'Le leur');
  expect(await page.getByLabel('Nom · français', { exact: true }).inputValue()).toBe('Le mien');
  await page.keyboard.press('Control+s');
});

test('a collection that somebody added has its editor', async () => {
  await page.getByRole('button', { name: /^Jardins/ }).click();
  await page.getByText('Il n’y a pas encore de fiche ici.').waitFor();
  await page.getByRole('button', { name: 'Nouvelle fiche' }).click();
  await page.getByLabel('Nom · français', { exact: true }).fill('Les pommiers');
  await page.getByLabel('Parcelles').fill('zéro');
  await page.keyboard.press('Control+Enter');
  await field('plots').getByText('Donnez un nombre').waitFor();
  await page.getByLabel('Parcelles').fill('12');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: /^Les pommiers/ }).waitFor();
  expect(await body('garden', 'les-pommiers')).toMatchObject({ plots: 12 });
});

test('files come in with what is amiss by line, and all goes out again', async () => {
  await page.getByRole('button', { name: 'Importer, exporter' }).click();
  const lines = [
    JSON.stringify({ id: 'gymnase', name: french('Gymnase') }),
    '{"id":',
    JSON.stringify({ id: 'piscine', name: french('Piscine'), position: { latitude: 100, longitude: 2 } }),
    JSON.stringify({ id: 'stade', name: french('Stade') }),
  ];
  const buffer = Buffer.from(lines.join('\n'));
  await page
    .getByLabel('Fichiers', { exact: true })
    .setInputFiles({ name: 'lieux.jsonl', mimeType: 'text/plain', buffer });
  await page.getByLabel('Les bonnes fiches deviennent').selectOption('published');
  await page.getByRole('button', { name: 'Importer 1 fichier' }).click();
  await page.getByText('4 lues sur 4 · 2 gardées · 2 à corriger').waitFor();
  const rows = page.getByRole('table').getByRole('row');
  expect(await rows.nth(1).textContent()).toMatch(/lieux\.jsonl2Ce texte n’a pas la forme/);
  expect(await rows.nth(2).textContent()).toMatch(/lieux\.jsonl3Donnez un nombre.*position\.latitude/);
  await expectAccessible(page, 'after an import');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Télécharger le fichier' }).click();
  const exported = readFileSync(await (await downloading).path(), 'utf8');
  expect(exported.split('\n').filter((line) => line.includes('"id":"gymnase"')).length).toBeGreaterThan(0);
});

test('at twice the size and in English it is still whole', async () => {
  await page.setViewportSize({ width: 720, height: 450 });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: /^Places/ }).click();
  await page.getByRole('button', { name: 'New record' }).click();
  await page.getByRole('heading', { name: 'New record · Places' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page, 'narrow');
});

async function openRecord(collection: RegExp, search: string, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: collection }).click();
  await page.getByLabel('Chercher par nom').fill(search);
  await page.locator('.publish-rows').getByRole('button', { name }).first().click();
  await page.locator('.publish-head h2').waitFor();
}

function field(path: string) {
  return page.locator(`[data-path="${path}"]`);
}

async function body(collection: string, id: string): Promise<object> {
  const { rows } = await bench.city.database.query<{ body: string }>(
    `select body from entity where tenant = 'pantin' and scope = 'public' and collection = $1 and id = $2`,
    [collection, id],
  );
  return JSON.parse(rows[0]?.body ?? '{}') as object;
}

async function tabTo(name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    if (name.test(await focused())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${String(name)}; the focus is on ${await focused()}`);
}

function focused(): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === document.body) return '';
    const labels =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
        ? element.labels
        : null;
    return (labels?.[0] ?? element)?.textContent.trim() ?? '';
  });
}
