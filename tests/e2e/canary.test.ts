/*
 * Somebody types words that nobody else would, in a search and in a proposal, and goes. Afterwards those words, and the
 * receipt code, are looked for in everything that is left: the data folder with logs, free pages and page storage, and the
 * memory of every process that lives on, in every spelling. In the same run, leaks planted on purpose are found.
 *
 * The words are touched sign by sign on the screen's keyboard, and read back only in disguise: what a test driver types
 * or reads as a whole would pass through the memory that is searched.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchFiles, searchProcess, type Sighting } from '../support/canary.ts';
import { openHall, requestsAt, until, type Hall } from '../support/hall.ts';
import { descendantsOf, nameOf } from '../support/memory.ts';

const MASK = 0x55;

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.close());

function unmistakable(): string {
  const letters = 'zqxkvjwphgbf';
  return Array.from({ length: 14 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
}

/** Everywhere that outlives a visit. */
function searchAll(...canaries: string[]): Sighting[] {
  const main = hall.kiosk.app.process().pid ?? 0;
  const processes = descendantsOf(main);
  expect(processes.length).toBeGreaterThan(3);
  return [
    ...searchFiles(hall.kiosk.dataFolder, canaries),
    ...processes.flatMap((pid) => searchProcess(pid, `${nameOf(pid)} (${pid})`, canaries)),
  ];
}

test('after the visit, nothing that was typed is left anywhere, nor the code', async () => {
  const searched = unmistakable();
  const written = unmistakable();

  const visitor = await hall.visitor('fr');
  await visitor.arrive();
  await visitor.touch('home.search');
  await visitor.types(searched);
  await visitor.page.getByText(visitor.words('search.none')).waitFor();
  await visitor.touch('frame.back');
  await visitor.findProposal();
  await visitor.writeProposal(written);
  await visitor.confirm();
  const masked = await visitor.page
    .getByTestId('receipt-code')
    .evaluate(
      (element, mask) => [...(element.textContent ?? '')].map((sign) => sign.charCodeAt(0) ^ mask),
      MASK,
    );
  const code = String.fromCharCode(...masked.map((sign) => sign ^ MASK)).replaceAll(/\s/g, '');
  expect(code).toHaveLength(12);
  const during = await hall.kiosk.processes();
  // While the visitor stands there it is of course in memory: a search that found nothing now would be blind.
  expect(searchAll(searched)).not.toEqual([]);
  // But not in the process that lives on for weeks: what it forgets stays in its memory until something else is written there.
  const main = hall.kiosk.app.process().pid ?? 0;
  expect(searchProcess(main, nameOf(main), [searched, written]), 'the main process').toEqual([]);
  expect(searchAll(written)).not.toEqual([]);
  await visitor.takesCode();
  await until('the proposal reaches the city', async () => (await requestsAt(hall.city)) === 1);
  await until('the visit’s processes are gone', async () => {
    const now = await hall.kiosk.processes();
    return !during.pages.every((pid) => now.pages.includes(pid));
  });

  // One at a time, so that a failure says which of them was left.
  expect(searchAll(searched), 'what was searched for').toEqual([]);
  expect(searchAll(written), 'what was written').toEqual([]);
  expect(searchAll(code), 'the code').toEqual([]);
});

test('a leak in a file, in a free page or in the memory of a process is found', async () => {
  const planted = unmistakable();
  const folder = join(hall.kiosk.dataFolder, 'planted');
  mkdirSync(folder);
  writeFileSync(join(folder, 'leak'), Buffer.from(`…${planted}…`).toString('base64'));
  await hall.kiosk.app.evaluate((_, leak) => {
    Object.assign(globalThis, { leak });
  }, planted);
  const found = searchAll(planted).map(({ where }) => where);
  expect(found).toContain(join(folder, 'leak'));
  expect(found.some((where) => where.startsWith('memory of electron'))).toBe(true);
});
