import { afterAll, beforeAll, expect, test } from 'vitest';
import { proposalTextSchema } from '../../shared/model/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { PUBLIC_VERSION, publishPublicForm } from '../support/public-form.ts';
import { expectAccessible } from '../support/console-checks.ts';

const SERVICE = 'droit-de-proposition-populaire';
const TEXT = 'Un banc devant l’école, ma fille de 8 ans y attend. Amina Benali, 06 12 34 56 78.';

let bench: ConsoleBench;

beforeAll(async () => {
  bench = await startConsole();
  await publishPublicForm(bench.city, SERVICE);
});

afterAll(() => bench.stop());

async function openModeration(): Promise<ConsolePage> {
  const open = await bench.open({ address: '?city=pantin#moderation' });
  await open.signIn();
  await open.page.getByRole('heading', { name: 'Modérer' }).waitFor();
  return open;
}

test('a text is read, taken in parts and shown to everybody, by keyboard alone', async () => {
  const empty = await openModeration();
  await empty.page.getByText('Aucun texte n’attend d’être lu').waitFor();
  await expectAccessible(empty.page, 'nothing waits');
  await empty.close();

  await bench.receive({ text: TEXT, formVersion: PUBLIC_VERSION });
  const open = await openModeration();
  const { page } = open;
  const row = page.locator('.moderation-rows button').first();
  await row.waitFor();
  expect(await page.locator('body').textContent()).not.toContain('Amina');
  await expectAccessible(page, 'the list');
  await row.focus();
  await page.keyboard.press('Enter');

  const shown = page.locator('.moderation-shown');
  await shown.waitFor();
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('h2');
  // The telephone number is out at once; that somebody is a child is only pointed out.
  expect(await shown.textContent()).toBe(TEXT.replace('06 12 34 56 78', '[…]'));
  const found = await page.locator('.moderation-part').allTextContents();
  expect(found).toEqual([
    expect.stringMatching(/fille de 8 ans.*mineure/),
    expect.stringMatching(/06 12 34 56 78.*téléphone/),
  ]);
  const whole = page.getByRole('textbox');
  await whole.focus();
  await whole.evaluate((field: HTMLTextAreaElement) => {
    const start = field.value.indexOf('Amina');
    field.setSelectionRange(start, start + 'Amina Benali'.length);
  });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel(/fille de 8 ans/).focus();
  await page.keyboard.press('Space');
  const left = 'Un banc devant l’école, ma […] y attend. […], […].';
  expect(await shown.textContent()).toBe(left);
  await expectAccessible(page, 'an open text');

  await page.getByRole('button', { name: 'Publier ce texte' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Le texte est publié.').waitFor();
  await page.getByText('Décidés en dernier').waitFor();
  const { rows } = await bench.city.database.query<{ body: string }>(
    "select body from entity where collection = 'proposal-text'",
  );
  expect(rows.map(({ body }) => proposalTextSchema.parse(JSON.parse(body)).text)).toEqual([left]);
  expect(open.complaints).toEqual([]);
  await open.close();
});

test('a text is not shown without a reason, which its writer gets', async () => {
  const { id } = await bench.receive({
    text: 'مقعد أمام المدرسة، رقمي ٠٦١٢٣٤٥٦٧٨',
    language: 'ar',
    formVersion: PUBLIC_VERSION,
  });
  const open = await openModeration();
  const { page } = open;
  await page.locator('.moderation-rows button').first().click();
  await page.locator('.moderation-shown[dir="rtl"]').waitFor();
  await page.getByRole('button', { name: 'Ne pas publier' }).click();
  await page.getByRole('button', { name: 'Envoyer la raison, ne pas publier' }).click();
  await page.getByText('Écrivez la raison').waitFor();
  await page.getByRole('button', { name: 'Coordonnées' }).click();
  await page.getByLabel(/en arabe/).fill('النص فيه رقم هاتف.');
  await expectAccessible(page, 'refusing');
  await page.getByRole('button', { name: 'Envoyer la raison, ne pas publier' }).click();
  await page.getByText('Son auteur lira pourquoi avec son code').waitFor();
  const { rows } = await bench.city.database.query(
    'select state, agent from sent_answer where request = $1 and turn > 1',
    [id],
  );
  expect(rows).toEqual([{ state: 'refused', agent: bench.city.agent.name }]);
  expect(open.complaints).toEqual([]);
  await open.close();
});

test('a text that a colleague has just decided says so', async () => {
  const { id } = await bench.receive({ text: 'Un banc.', formVersion: PUBLIC_VERSION });
  const open = await openModeration();
  const { page } = open;
  await page.locator('.moderation-rows button').first().click();
  await page.getByText('Rien n’a été repéré').waitFor();
  await bench.city.database.query(
    `insert into moderation (tenant, request, question, service, state, agent)
     values ('pantin', $1, 'text', $2, 'accepted', 'somebody')`,
    [id, SERVICE],
  );
  await page.getByRole('button', { name: 'Publier ce texte' }).click();
  await page.getByText('Ce texte n’attend plus').waitFor();
  await open.close();
});
