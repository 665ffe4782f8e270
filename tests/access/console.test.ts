import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { openAnswer, sealedAnswerSchema, type Answer } from '../../shared/sealing/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { readScope, type TestReceipt } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { expectAccessible } from '../support/console-checks.ts';

const CANARY = 'Mimosa-4711';
const ARABIC = 'أقترح حديقة صغيرة قرب المدرسة.';

let bench: ConsoleBench;
let open: ConsolePage;
let page: Page;

beforeAll(async () => {
  bench = await startConsole();
});

afterAll(() => bench.stop());

beforeEach(async () => {
  open = await bench.open();
  page = open.page;
});

afterEach(async () => {
  /* Violations of the policy, failed scripts, and words that leaked into the browser's console. */
  expect(open.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect(page.url()).not.toContain(CANARY);
  await open.close();
});

describe('signing in', () => {
  test('a wrong password is one clear sentence, and the right one shows a kind, empty inbox', async () => {
    await expectAccessible(page, 'sign in');
    await open.signIn('faux');
    await expectText('alert', /Ce nom et ce mot de passe ne vont pas ensemble/);
    expect(await focused()).toBe('Mot de passe');
    await expectAccessible(page, 'wrong password');

    await open.signIn();
    await page.getByRole('heading', { name: 'Rien n’attend de réponse' }).waitFor();
    expect(await page.getByRole('banner').textContent()).toContain('Pantin');
    await expectAccessible(page, 'empty inbox');
  });

  test('an address without a city offers the four, and an empty form says what to fill in', async () => {
    await page.goto(`${bench.city.url}/console/`);
    await page.getByLabel('Ville').waitFor();
    expect(await page.getByLabel('Ville').locator('option').count()).toBe(5);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await expectText('alert', /Indiquez la ville, le nom et le mot de passe/);
    await expectAccessible(page, 'choosing the city');
  });

  test('after too many tries it says what to do', async () => {
    await page.getByLabel('Nom').fill('personne');
    for (let tries = 0; tries < 6; tries += 1) {
      await page.getByLabel('Mot de passe').fill('faux');
      const answer = page.waitForResponse('**/console/rpc/signIn');
      await page.keyboard.press('Enter');
      await answer;
      await page.getByRole('button', { name: 'Entrer' }).waitFor();
    }
    await expectText('alert', /Attendez 15 minutes/);
  });

  test('English is one press away and survives a reload', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Answer the visitors' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Answer the visitors' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await expectAccessible(page, 'sign in, in English');
  });
});

describe('the kiosks', () => {
  test('a wrong clock, a missing backup and letters that nobody could read are told in words', async () => {
    await bench.city.database.query(
      `update device set seen_at = now() - interval '3 minutes', clock_ahead_milliseconds = 5400000`,
    );
    await bench.city.database.query(
      `insert into dead_letter (tenant, sha256, reason, content) values ('pantin', 'a', 'bad-signature', 'x')`,
    );
    await open.signIn();
    await page.getByRole('link', { name: 'Bornes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bornes' }).waitFor();
    const kiosks = page.getByRole('table').filter({ hasText: 'Dernier signe' });
    expect(await kiosks.textContent()).toContain('il y a 3 minutes');
    expect(await kiosks.textContent()).toMatch(/En avance de 1\sheure/);
    expect(await page.getByText(/aucune sauvegarde vérifiée/).isVisible()).toBe(true);
    await expectAccessible(page, 'kiosks');
    await page.getByRole('link', { name: 'Plis non pris' }).click();
    const letters = page.getByRole('table').filter({ hasText: 'Pourquoi' });
    await letters.waitFor();
    expect(await letters.textContent()).toContain('La signature n’est pas celle de la borne.');
    await expectAccessible(page, 'letters');
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Demandes' }).waitFor();
    await bench.city.database.query('delete from dead_letter');
  });

  test('somebody without a role is told whom to ask, and sees nothing else', async () => {
    const password = await createAgent(bench.city.database, 'pantin', 'nouvelle', []);
    await page.getByLabel('Nom').fill('nouvelle');
    await page.getByLabel('Mot de passe').fill(password);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.getByRole('heading', { name: 'Rien n’est encore ouvert pour vous' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await expectAccessible(page, 'no role');
  });
});

describe('answering', () => {
  beforeEach(async () => {
    await bench.city.database.query('delete from request');
  });

  test('by keyboard alone, from signing in to the next request; the visitor opens the answer', async () => {
    const first = await bench.receive({
      text: `${ARABIC}\n${CANARY}`,
      language: 'ar',
      commission: 'schools-and-young-people',
    });
    await bench.receive({ text: 'Une fontaine' });
    await page.getByLabel('Nom').focus();
    await page.keyboard.type(bench.city.agent.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(bench.city.agent.password);
    await page.keyboard.press('Enter');
    await page.locator('.inbox-row').first().waitFor();
    await expectAccessible(page, 'inbox');

    await tabTo(/^Droit de proposition/);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    await walkTo('Écoles et jeunesse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Droit de proposition populaire' }).waitFor();
    expect(await focused()).toBe('Droit de proposition populaire');
    expect(await page.getByText('Écrit en arabe').isVisible()).toBe(true);
    await expectAccessible(page, 'open request');

    await tabTo(/^En commission/);
    await page.keyboard.press('Space');
    expect(await page.getByLabel('Commission', { exact: true }).inputValue()).toBe('Écoles et jeunesse');
    await page.getByLabel('Date de la commission').fill(inDays(20));
    await tabTo(/^Étude en commission$/);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('La même réponse en arabe').getAttribute('dir')).toBe('rtl');
    await expectAccessible(page, 'answer written');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Réponse envoyée').waitFor();
    expect(await focused()).toBe('Demande suivante');
    await expectAccessible(page, 'answer sent');
    expect(
      await page
        .getByRole('region', { name: /^En commission/ })
        .locator('.inbox-row')
        .count(),
    ).toBe(1);

    const answers = await answersTo(first.receipt, 2);
    expect(answers[1]).toMatchObject({
      state: 'in-progress',
      commission: { date: inDays(20), name: { fr: { text: 'Écoles et jeunesse' } } },
      reason: { original: 'fr', ar: { by: 'machine' } },
    });

    await page.keyboard.press('Enter');
    await page.getByText('Une fontaine').waitFor();
    await page.keyboard.press('Escape');
    expect(await focused()).toMatch(/Droit de proposition.*Cadre de vie/);
  });

  test('what the visitor wrote is shown as text, line by line, and nothing of it runs', async () => {
    const text = `<img src=x onerror="document.title='${CANARY}'">\n\n${ARABIC}\n${'sans-espace'.repeat(60)}`;
    await bench.receive({ text });
    await enter();
    await openRequest();
    expect(await page.locator('.written').textContent()).toBe(text);
    expect(await page.locator('.written img').count()).toBe(0);
    expect(await page.title()).not.toContain(CANARY);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });

  test('nothing goes without a decision, a reason, and a commission on a day to come', async () => {
    await bench.receive({ text: 'Un banc', commission: 'not-sure' });
    const calls = countReplies();
    await enter();
    await openRequest();
    await send();
    await page.getByText('Choisissez une décision.').waitFor();
    await page.getByText('Écrivez une réponse en français : elle dit pourquoi.').waitFor();
    expect(await focused()).toBe('En commission');
    await expectAccessible(page, 'problems');

    await choose('En commission');
    await page.getByLabel('Date de la commission').fill(inDays(0));
    await page.getByLabel('Réponse en français').fill('Merci.');
    await send();
    await page.getByText('Donnez une date à venir, à partir de demain.').waitFor();
    await page.getByText('Indiquez la commission qui en parlera.').waitFor();
    expect(calls()).toBe(0);

    await page.getByLabel('Commission', { exact: true }).selectOption('Une autre commission');
    expect(await focused()).toBe('Nom de la commission');
    await page.keyboard.type('Commission du budget');
    await page.getByLabel('Date de la commission').fill(inDays(1));
    await expectAccessible(page, 'another commission');
    await send();
    await page.getByText('Réponse envoyée').waitFor();
    expect(calls()).toBe(1);
  });

  test('a double click sends once', async () => {
    const { receipt } = await bench.receive({ text: 'Un banc' });
    const calls = countReplies();
    await enter();
    await openRequest();
    await write('Acceptée', 'Merci, c’est accepté.');
    await page.getByRole('button', { name: 'Envoyer la réponse' }).dblclick();
    await page.getByText('Réponse envoyée').waitFor();
    expect(calls()).toBe(1);
    expect((await answersTo(receipt, 2)).map(({ state }) => state)).toEqual(['received', 'accepted']);
  });

  test('without the hub nothing is lost, and trying again sends once even if the first try had arrived', async () => {
    const { receipt } = await bench.receive({ text: 'Un banc' });
    await enter();
    await openRequest();
    await write('Refusée', `Le canal n’est pas à la ville. ${CANARY}`);
    await page.route('**/console/rpc/reply', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await send();
    await expectText('alert', /La ville ne répond pas. Rien n’est perdu/);
    expect(await page.getByLabel('Réponse en français').inputValue()).toContain(CANARY);
    await expectAccessible(page, 'hub unreachable');

    await page.unroute('**/console/rpc/reply');
    await send();
    await page.getByText('Réponse envoyée').waitFor();
    expect((await answersTo(receipt, 2)).map(({ state }) => state)).toEqual(['received', 'refused']);
  });

  test('a list that cannot be reloaded stays, says so, and comes back', async () => {
    await bench.receive({ text: 'Un banc' });
    await page.clock.install();
    await enter();
    await page.route('**/console/rpc/inbox', (route) => route.abort());
    await page.clock.fastForward(10_500);
    await page.getByText(/La ville ne répond pas/).waitFor();
    expect(await page.locator('.inbox-row').count()).toBe(1);
    await page.unroute('**/console/rpc/inbox');
    await page.getByRole('button', { name: 'Essayer encore' }).click();
    await page.getByText(/La ville ne répond pas/).waitFor({ state: 'detached' });
  });

  test('a reload every ten seconds shows what came and takes no focus, from a field or from the list', async () => {
    await bench.receive({ text: 'Un banc' });
    await page.clock.install();
    await enter();
    await openRequest();
    await page.getByLabel('Réponse en français').focus();
    await page.keyboard.type('Mer');
    await bench.receive({ text: 'Une fontaine', kind: 'project' });
    await page.clock.fastForward(10_500);
    await page.getByText('Un projet').waitFor();
    await page.keyboard.type('ci');
    expect(await page.getByLabel('Réponse en français').inputValue()).toBe('Merci');

    await page.locator('.inbox-row', { hasText: 'Un projet' }).focus();
    await bench.city.database.query("update request set state = 'in-progress' where state = 'received'");
    await page.clock.fastForward(10_500);
    await page.getByRole('region', { name: /^En commission/ }).waitFor();
    expect(await focused()).toMatch(/Un projet/);
    await page.getByText(/Cette demande a changé pendant que vous lisiez/).waitFor();
    await expectAccessible(page, 'changed meanwhile');
  });

  test('a session that ends asks for the password again and keeps what was written', async () => {
    await bench.receive({ text: 'Un banc' });
    await enter();
    await openRequest();
    await write('Acceptée', `Merci. ${CANARY}`);
    await bench.city.database.query('delete from session');
    await send();
    await page.getByText(/Votre session est terminée/).waitFor();
    expect(await focused()).toBe('Mot de passe');
    expect(await page.content()).not.toContain(CANARY);
    await expectAccessible(page, 'session ended');

    await page.keyboard.type(bench.city.agent.password);
    await page.keyboard.press('Enter');
    await page.getByLabel('Réponse en français').waitFor();
    expect(await page.getByLabel('Réponse en français').inputValue()).toBe(`Merci. ${CANARY}`);
    await send();
    await page.getByText('Réponse envoyée').waitFor();
  });

  test('another agent does not find what somebody else began', async () => {
    const password = await createAgent(bench.city.database, 'pantin', 'autre');
    await bench.receive({ text: 'Un banc' });
    await enter();
    await openRequest();
    await write('Acceptée', `Merci. ${CANARY}`);
    await bench.city.database.query('delete from session');
    await send();
    await page.getByLabel('Nom').fill('autre');
    await page.getByLabel('Mot de passe').fill(password);
    await page.keyboard.press('Enter');
    await openRequest();
    expect(await page.getByLabel('Réponse en français').inputValue()).toBe('');
    expect(await page.content()).not.toContain(CANARY);
  });

  test('signing out asks before it forgets an answer, and forgets it', async () => {
    await bench.receive({ text: 'Un banc' });
    await enter();
    await openRequest();
    await write('Acceptée', `Merci. ${CANARY}`);
    await page.getByRole('button', { name: 'Quitter' }).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessible(page, 'signing out with an answer');
    await page.getByRole('button', { name: 'Rester' }).click();
    expect(await page.getByLabel('Réponse en français').inputValue()).toContain(CANARY);
    await page.getByRole('button', { name: 'Quitter' }).click();
    await page.getByRole('button', { name: 'Effacer et quitter' }).click();
    await page.getByRole('heading', { name: 'Répondre aux visiteurs' }).waitFor();
    await open.signIn();
    await openRequest();
    expect(await page.getByLabel('Réponse en français').inputValue()).toBe('');
  });

  test.each([
    [1024, 768],
    [640, 800],
    [320, 640],
  ])('nothing is cut or scrolls sideways at %i × %i', async (width, height) => {
    await bench.receive({ text: ARABIC, language: 'ar' });
    await page.setViewportSize({ width, height });
    expect(await overflow()).toBeLessThanOrEqual(0);
    await enter();
    await openRequest();
    await choose('En commission');
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expectAccessible(page, `open request at ${width} × ${height}`);
  });
});

async function enter(): Promise<void> {
  await open.signIn();
  await page.locator('.inbox-row').first().waitFor();
}

async function openRequest(): Promise<void> {
  await page.locator('.inbox-row').first().click();
  await page.getByRole('heading', { name: 'Votre réponse' }).waitFor();
}

async function choose(decision: string): Promise<void> {
  await page.locator('.decision-choice', { hasText: decision }).click();
}

async function write(decision: string, text: string): Promise<void> {
  await choose(decision);
  await page.getByLabel('Réponse en français').fill(text);
}

async function send(): Promise<void> {
  await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
}

function countReplies(): () => number {
  let calls = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/console/rpc/reply')) calls += 1;
  });
  return () => calls;
}

/** The day `days` from now, as a date field takes it. */
function inDays(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

async function tabTo(name: RegExp): Promise<void> {
  for (let steps = 0; steps < 30; steps += 1) {
    if (name.test(await focused())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${String(name)}; the focus is on ${await focused()}`);
}

async function walkTo(text: string): Promise<void> {
  await page.keyboard.press('Home');
  for (let steps = 0; steps < 10 && !(await focused()).includes(text); steps += 1)
    await page.keyboard.press('j');
  expect(await focused()).toContain(text);
}

/** What the focus is on, in the words that somebody sees; empty when it is nowhere. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === document.body) return '';
    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
    return (labels?.[0] ?? element)?.textContent.trim() ?? '';
  });
}

/** How far the page is wider than its window. */
function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

async function expectText(role: 'alert' | 'status', text: RegExp): Promise<void> {
  await page.getByRole(role).filter({ hasText: text }).waitFor();
}

/** What the holder of the receipt reads, once `count` answers are there. */
async function answersTo(receipt: TestReceipt, count: number): Promise<Answer[]> {
  return eventually(async () => {
    const changes = await readScope(bench.city.url, bench.device, 'pantin', 'answers');
    const sealed = changes
      .map((change) => sealedAnswerSchema.parse(JSON.parse(change.body ?? '')))
      .filter((answer) => answer.lookupId === receipt.lookupId)
      .sort((one, other) => one.turn - other.turn);
    expect(sealed).toHaveLength(count);
    const answers: Answer[] = [];
    for (const each of sealed) {
      const opened = await openAnswer(receipt.keyPair.privateKey, 'pantin', each);
      if (!opened.ok) throw new Error(opened.reason);
      answers.push(opened.value);
    }
    return answers;
  });
}
