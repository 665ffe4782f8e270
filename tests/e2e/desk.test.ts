/*
 * Kumar does not find what he needs, and touches "call somebody" on the kiosk. At the reception a page rings and says that
 * he reads Tamil; Nadia answers, and he reads that somebody is coming. Another day nobody answers; then the reception is
 * closed; then the network is down: each time the kiosk says so, and what else one can do.
 */
import { type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Visitor } from '../../scripts/lib/visitor-walk.ts';
import { openHall, until, type Hall } from '../support/hall.ts';

let hall: Hall;
let desk: Page;

beforeAll(async () => {
  hall = await openHall();
  desk = await openDesk();
});
afterAll(() => hall.close());

/** An agent makes a code at the console; the reception types it, once, and turns its bell on. */
async function openDesk(): Promise<Page> {
  const { page } = await hall.agent();
  await page.getByRole('link', { name: 'Accueils' }).click();
  await page.getByRole('button', { name: 'Créer un code' }).click();
  const code = (await page.locator('.desk-code code').textContent()) ?? '';
  const opened = await page.context().browser()?.newPage();
  if (opened === undefined) throw new Error('the agent’s browser is gone');
  await opened.goto(`${hall.city.url}/desk`);
  await opened.getByLabel('Code').fill(code);
  await opened.keyboard.press('Enter');
  await opened.getByText('Personne n’appelle.').waitFor();
  await opened.getByRole('button', { name: 'Activer la sonnerie' }).click();
  await opened.getByText('La sonnerie est activée.').waitFor();
  return opened;
}

async function callFrom(visitor: Visitor): Promise<void> {
  await visitor.arrive();
  await visitor.card(visitor.words('home.agent')).click();
  await visitor.touch('call.button');
}

async function openCalls(): Promise<number> {
  const { rowCount } = await hall.city.database.query('select from desk_call where ended_at is null');
  return rowCount ?? 0;
}

test('a visitor calls, the desk rings, and somebody comes', async () => {
  const kumar = await hall.visitor('ta');
  await callFrom(kumar);
  await kumar.sees('call.calling.title');
  await desk.getByRole('heading', { name: 'Une personne vous appelle' }).waitFor();
  expect(await desk.getByText('Lit l’écran en tamoul').isVisible()).toBe(true);
  expect(await desk.title()).toBe('(1) On vous appelle');

  await desk.getByRole('button', { name: 'Dans 2 minutes' }).click();
  const minutes = kumar.words('duration.minutes_other').replace('{{count}}', '2');
  await kumar.page.getByRole('heading', { name: minutes }).waitFor();
  await desk.getByRole('button', { name: 'J’arrive' }).click();
  await kumar.sees('call.coming.title');
  expect(await desk.title()).toBe('Accueil');

  await kumar.leave();
  await desk.getByText('Personne n’appelle.').waitFor();
  await until('the call ended with the visit', async () => (await openCalls()) === 0);
});

test('the next visitor sees nothing of it, and is told when nobody answers', async () => {
  const next = await hall.visitor('fr');
  await callFrom(next);
  await next.sees('call.calling.title');
  await until('the desk heard it', async () => (await openCalls()) === 1);
  // A minute passes.
  await hall.city.database.query(
    `update desk_call set called_at = called_at - interval '60 seconds' where ended_at is null`,
  );
  await next.sees('call.unanswered.title');
  await desk.getByRole('heading', { name: /Appel sans réponse/ }).waitFor();
  await next.leave();
});

test('where no desk is open, the kiosk says so at once', async () => {
  await desk.close();
  await until('the desk said that it closes', async () => {
    const { rowCount } = await hall.city.database.query('select from desk_post where alive_at is not null');
    return rowCount === 0;
  });
  const visitor = await hall.visitor('en');
  await callFrom(visitor);
  await visitor.sees('call.nobody.title', 10);
  await visitor.leave();
});

test('and without a network, that the call cannot be made', async () => {
  await hall.city.pause();
  try {
    const visitor = await hall.visitor('fr');
    await callFrom(visitor);
    await visitor.sees('call.no-network.title', 3);
    await visitor.leave();
  } finally {
    await hall.city.resume();
  }
});
