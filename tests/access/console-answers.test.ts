import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseReceiptCode } from '../../shared/sealing/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { expectAccessible } from '../support/console-checks.ts';

/* What becomes of requests: late, answered, a new code, a call, a letter in the morning. */

const NUMBER = '06 98 76 54 32';

let bench: ConsoleBench;
let open: ConsolePage;
let page: Page;

beforeAll(async () => {
  bench = await startConsole();
});
afterAll(() => bench.stop());

beforeEach(async () => {
  await bench.city.database.query('delete from request; delete from tries; delete from digest_address');
  open = await bench.open();
  page = open.page;
});
afterEach(async () => {
  expect(open.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  await open.close();
});

async function openRequest(): Promise<void> {
  await open.signIn();
  await page.locator('.inbox-row').first().click();
  await page.getByRole('heading', { name: 'Votre réponse' }).waitFor();
}

async function goTo(section: string): Promise<void> {
  await open.signIn();
  await page.getByRole('link', { name: section }).click();
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
}

test('an answer stays readable for the agents, and a decided request says until when it is kept', async () => {
  const { id } = await bench.receive({ text: 'Un banc à l’ombre' });
  await bench.city.database.query('update request set received_on = current_date - 3000 where id = $1', [id]);
  await openRequest();
  await page.getByText('En retard sur la promesse de la ville').waitFor();
  await page.locator('.decision-choice', { hasText: 'Acceptée' }).click();
  await page.getByLabel('Réponse en français').fill('Le banc sera posé en mai.');
  await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
  await page.getByText('Réponse envoyée').waitFor();
  await page.reload();
  await page.locator('.inbox-row').first().click();
  await page.locator('.history').getByText('Le banc sera posé en mai.').waitFor();
  await page.getByText(/^Gardée jusqu’au /).waitFor();
  await expectWhole('answers that were given');
});

test('a lost code: one question, a new code on the screen and on paper, by keyboard', async () => {
  const { id } = await bench.receive({ text: 'Un banc à l’ombre', commission: 'health-and-solidarity' });
  await openRequest();
  await page.getByRole('button', { name: 'La personne a perdu son code' }).focus();
  await page.keyboard.press('Enter');
  const part = page.getByRole('region', { name: 'Un nouveau code' });
  await part.getByText('Une idée').waitFor();
  await expectWhole('the question');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await part.getByText('Santé et solidarité').waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await part.getByRole('heading', { name: 'Votre nouveau code' }).waitFor();
  const code = await part.locator('.code-paper-code').textContent();
  expect(parseReceiptCode(code ?? '').ok).toBe(true);
  expect(await part.locator('.code-paper-code span').count()).toBe(3);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Votre nouveau code');
  await expectWhole('the code');

  await page.emulateMedia({ media: 'print' });
  const printed = await page.evaluate(() => document.body.innerText);
  expect(printed.replaceAll(/\s/g, '')).toContain(code);
  expect(printed).toContain('J’ai un code');
  expect(printed).not.toContain('Un banc à l’ombre');
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('button', { name: 'C’est noté : effacer de l’écran' }).click();
  expect(await page.content()).not.toContain((code ?? '').slice(0, 4));
  const { rows } = await bench.city.database.query<{ what: string }>(
    'select what from journal where request = $1 and what is not null order by id',
    [id],
  );
  expect(rows.map(({ what }) => what)).toEqual(['receipt', 'new-receipt']);
});

test('people to call: the number on demand, tries counted, and done', async () => {
  await goTo('À rappeler');
  await page.getByText('Personne n’attend d’appel.').waitFor();
  const called = await bench.receive({ text: 'Un banc', callback: { way: 'telephone', number: NUMBER } });
  await bench.city.database.query('update request set callback_by = current_date - 2 where id = $1', [
    called.id,
  ]);
  await bench.receive({ text: 'Un arbre', callback: { way: 'desk' } });
  await page.reload();
  const [first, second] = [page.locator('.callback').first(), page.locator('.callback').nth(1)];
  await first.getByText(/^En retard/).waitFor();
  await second.getByText('Demande un message à l’accueil').waitFor();
  expect(await page.content()).not.toContain(NUMBER);
  await first.getByRole('button', { name: 'Voir le numéro' }).click();
  await first.getByText(NUMBER).waitFor();
  await expectWhole('people to call');
  await first.getByRole('button', { name: 'Appelé, pas de réponse' }).click();
  await first.getByText('1 appel sans réponse').waitFor();
  await first.getByRole('button', { name: 'Appelé, répondu' }).click();
  await first.getByText('Demande un message à l’accueil').waitFor();
  await first.getByRole('button', { name: 'Message laissé à l’accueil' }).click();
  await page.getByText('Personne n’attend d’appel.').waitFor();
});

test('the morning letter: a wrong address is said at the field, a right one is kept, and taken out again', async () => {
  await goTo('Courriel du matin');
  const mine = page.getByRole('region', { name: 'Mon courriel' });
  await mine.getByLabel('Adresse de courriel').fill('claire');
  await mine.getByRole('button', { name: 'Enregistrer' }).click();
  await mine.getByText(/Écrivez une adresse entière/).waitFor();
  await mine.getByText(/pas encore de serveur de courriel/).waitFor();
  await expectWhole('a wrong address');
  await mine.getByLabel('Adresse de courriel').fill('claire@ville.example');
  await page.keyboard.press('Enter');
  await mine.getByRole('button', { name: 'Ne plus recevoir' }).click();
  await expect.poll(() => mine.getByRole('button', { name: 'Ne plus recevoir' }).count()).toBe(0);
  const { rows } = await bench.city.database.query('select address from digest_address');
  expect(rows).toEqual([]);
});

test('a city’s own text: written once, checked, and offered to agents with the day of the commission', async () => {
  await bench.receive({ text: 'One bench', language: 'en' });
  await goTo('Textes prêts');
  await page.getByRole('button', { name: 'Changer : Étude en commission' }).waitFor();
  await expectWhole('ready texts');
  await page.getByRole('button', { name: 'Ajouter un texte' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Donnez un nom court à ce texte.').waitFor();
  await page.getByLabel('Nom pour les agents').fill('En mai');
  await page.getByLabel('Texte en français', { exact: true }).fill('{{commission}} : le {{date}}, {{nom}}.');
  await page.getByText('Entre accolades, seuls « date » et « commission » sont connus.').waitFor();
  await page.getByText(/^Les autres langues/).click();
  await expectWhole('a new text');
  await page.getByLabel('Texte en français', { exact: true }).fill('{{commission}} : le {{date}}.');
  await page.getByLabel('Texte en anglais').fill('{{commission}}: on {{date}}.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('button', { name: 'Changer : En mai' }).waitFor();

  await page.getByRole('link', { name: 'Demandes' }).click();
  await page.locator('.inbox-row').first().click();
  await page.locator('.decision-choice', { hasText: 'En commission' }).click();
  await page.getByRole('button', { name: 'En mai' }).click();
  await page.getByLabel('Date de la commission').fill('2027-05-12');
  expect(await page.getByLabel('Réponse en français').inputValue()).toBe(
    'Cadre de vie et environnement : le 12 mai 2027.',
  );
  expect(await page.getByLabel('La même réponse en anglais').inputValue()).toMatch(/: on .*May.*2027/);
});

/** Accessible, and nothing scrolls sideways. */
async function expectWhole(screen: string): Promise<void> {
  await expectAccessible(page, screen);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}
