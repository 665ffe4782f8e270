/*
 * The network is down from before the first touch, and stays down all afternoon. Karim writes his proposal all the same,
 * gets his code and goes home. In the evening the hub comes back; nobody touches the kiosk. His proposal arrives, once.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import '../../renderer/staff/connection.ts';
import { eventually } from '../support/eventually.ts';
import { openHall, requestsAt, until, type Hall } from '../support/hall.ts';

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
  await hall.city.kill();
});
afterAll(() => hall.close());

async function proposes(idea: string): Promise<string> {
  const karim = await hall.visitor('fr');
  await karim.arrive();
  await karim.findProposal();
  await karim.writeProposal(idea);
  await karim.confirm();
  const code = await karim.readCode();
  await karim.takesCode();
  return code;
}

test('with the hub stopped, the journey works to the receipt, and the proposal arrives exactly once afterwards', async () => {
  const code = await proposes('un composteur');
  const second = await proposes('un banc');
  expect(second).not.toBe(code);
  expect(await requestsAt(hall.city)).toBe(0);

  const waiting = await staffWindow();
  await waiting.getByText('2 envois attendent la ville.').waitFor();
  await waiting.getByText(/La ville n’a encore aucune sauvegarde vérifiée/).waitFor();
  expect(await waiting.evaluate(() => [typeof window.borneStaff, typeof window.borne])).toEqual([
    'object',
    'undefined',
  ]);
  const { violations } = await new AxeBuilder({ page: waiting }).setLegacyMode().analyze();
  expect(violations).toEqual([]);
  const closed = waiting.waitForEvent('close');
  // The click is not answered by a window that it closes.
  await Promise.all([
    closed,
    waiting
      .getByRole('button', { name: 'Revenir à l’accueil' })
      .click()
      .catch(() => undefined),
  ]);
  const page = await hall.kiosk.page();
  expect(await page.evaluate(() => [typeof window.borneStaff, typeof window.borne])).toEqual([
    'undefined',
    'object',
  ]);

  await hall.city.resume();
  await until('both proposals arrive by themselves', async () => (await requestsAt(hall.city)) === 2, 60);

  // Longer than several rounds of delivery: nothing comes a second time.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(await requestsAt(hall.city)).toBe(2);
  const { rows } = await hall.city.database.query<{ count: string }>('select count(*) from submission');
  expect(Number(rows[0]?.count)).toBe(2);

  await until('the first answer, that it arrived, is found by the code', async () => {
    const karim = await hall.visitor('fr');
    await karim.arrive();
    await karim.lookUp(code);
    const received = await karim.page.getByRole('heading', { name: karim.words('act.received') }).isVisible();
    await karim.leave();
    return received;
  });
});

test('staff see that what arrived is kept, and why, until the city has a backup', async () => {
  const staff = await staffWindow();
  await staff.getByText('2 envois sont arrivés, et gardés ici jusqu’à la sauvegarde de la ville.').waitFor();
  await Promise.all([staff.waitForEvent('close'), staff.keyboard.press('Escape').catch(() => undefined)]);
  expect(await (await hall.kiosk.page()).evaluate(() => typeof window.borne)).toBe('object');
});

/** Ctrl + Alt + S on a keyboard, as those who open the back of the kiosk press it. */
async function staffWindow(): Promise<Page> {
  // The page before them may just be giving way to the next one; pressed again, the keys show the same window.
  return eventually(async () => {
    await hall.kiosk.app.evaluate(({ BrowserWindow }) => {
      const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
      shown?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'S', modifiers: ['control', 'alt'] });
    });
    // A window is told of before its page is there: it is looked for until it is what it will be.
    for (const page of hall.kiosk.app.windows()) if (await isStaffs(page)) return page;
    throw new Error('the staff window did not open');
  });
}

async function isStaffs(page: Page): Promise<boolean> {
  return page.evaluate(() => 'borneStaff' in window).catch(() => false);
}

/** What may answer in the hub's place: a broken one, somebody else, or nobody for as long as one cares to wait. */
const BAD_HUBS: Record<string, RequestListener> = {
  'answers 500': (_, response) => response.writeHead(500).end('{"error":"internal"}'),
  'answers garbage': (_, response) =>
    response.writeHead(200).end('<html>Wi-Fi gratuit : acceptez les conditions</html>'),
  'answers nothing': () => undefined,
};

test('a hub that answers wrongly or not at all is not noticed, and everything arrives once when it is well', async () => {
  const before = await requestsAt(hall.city);
  await hall.city.kill();
  for (const [how, listener] of Object.entries(BAD_HUBS)) {
    const bad = await listenInstead(listener);
    try {
      await proposes(`une idee, le hub ${how.replaceAll(/\d/g, '')}`);
    } finally {
      bad.closeAllConnections();
      await new Promise((closed) => bad.close(closed));
    }
  }
  expect(await requestsAt(hall.city)).toBe(before);
  await hall.city.resume();
  const all = before + Object.keys(BAD_HUBS).length;
  await until('all arrive by themselves', async () => (await requestsAt(hall.city)) === all, 90);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await requestsAt(hall.city)).toBe(all);
});

function listenInstead(listener: RequestListener): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(listener);
    server.listen(Number(new URL(hall.city.url).port), '127.0.0.1', () => resolve(server));
  });
}
