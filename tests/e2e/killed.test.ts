/*
 * Things die at the worst moment: the core, the page or the hub, before, during and after the confirmation. What was
 * confirmed is never lost, what was not is never half there, nothing is sent twice, and the next visitor can begin.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Visitor } from '../../scripts/lib/visitor-walk.ts';
import { openHall, requestsAt, until, type Hall } from '../support/hall.ts';

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.close());

async function atTheReview(idea: string): Promise<Visitor> {
  const visitor = await hall.visitor('fr');
  await visitor.arrive();
  await visitor.findProposal();
  await visitor.writeProposal(idea);
  return visitor;
}

async function arrivesOnce(before: number): Promise<void> {
  await until('the proposal arrives', async () => (await requestsAt(hall.city)) > before, 60);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await requestsAt(hall.city)).toBe(before + 1);
}

test('the core killed while somebody writes: they notice nothing and confirm', async () => {
  const before = await requestsAt(hall.city);
  const visitor = await atTheReview('un arbre');
  await hall.kiosk.killCore();
  await visitor.confirm();
  await visitor.takesCode();
  await arrivesOnce(before);
});

test('the core killed at the very touch of the confirmation: confirmed once or not at all, and sent once', async () => {
  const before = await requestsAt(hall.city);
  const visitor = await atTheReview('deux arbres');
  await Promise.all([visitor.touch('review.send'), hall.kiosk.killCore()]);
  const saved = visitor.page.getByRole('heading', { name: visitor.words('saved.title') });
  await until('the page knows whether it is saved', async () => {
    if (await saved.isVisible()) return true;
    // The page keeps everything and offers the same button again.
    if (await visitor.button('review.send').isVisible()) await visitor.touch('review.send');
    return false;
  });
  await visitor.takesCode();
  await arrivesOnce(before);
});

test('the core killed right after the confirmation: it is sent by the next one', async () => {
  const before = await requestsAt(hall.city);
  const visitor = await atTheReview('trois arbres');
  await hall.city.kill();
  await visitor.confirm();
  await hall.kiosk.killCore();
  await visitor.takesCode();
  await hall.city.resume();
  await arrivesOnce(before);
});

test('the reader killed in the middle: the page goes on reading', async () => {
  const visitor = await hall.visitor('fr');
  await visitor.arrive();
  const { readers } = await hall.kiosk.processes();
  for (const pid of readers) process.kill(pid, 'SIGKILL');
  await visitor.findProposal();
  await visitor.leave();
});

test('the page killed in the middle of a text: nothing was sent, the next visitor begins at the welcome', async () => {
  const before = await requestsAt(hall.city);
  const visitor = await atTheReview('quatre arbres');
  await hall.kiosk.killPage();
  await until('the page is gone', () => Promise.resolve(visitor.page.isClosed()));
  const next = await hall.visitor('fr');
  await next.page.locator('.welcome-touch').waitFor();
  expect(await requestsAt(hall.city)).toBe(before);
});

test('the hub killed while it takes a delivery: the delivery comes again and counts once', async () => {
  const before = await requestsAt(hall.city);
  const visitor = await atTheReview('cinq arbres');
  await visitor.confirm();
  await hall.city.kill();
  await visitor.takesCode();
  await hall.city.resume();
  await arrivesOnce(before);
});
