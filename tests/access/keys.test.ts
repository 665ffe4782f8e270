import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { catalogueOf } from '../../scripts/lib/catalogue.ts';
import { touchBar } from '../../scripts/lib/every-screen.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { Ear } from '../support/ear.ts';
import { type OpenPage, type PageBench, startPages, UPRIGHT } from '../support/pages.ts';

/* The story: a man who cannot lift his arms has two switches at his head rest; a day later one of them is broken. */

const words = catalogueOf('fr');

let bench: PageBench;
let open: OpenPage;
let visitor: Visitor;
let ear: Ear;
beforeAll(async () => {
  bench = await startPages();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  open = await bench.open(UPRIGHT);
  ear = await Ear.of(open.page);
  visitor = new Visitor(open.page, 'fr');
  await open.page.locator('.welcome-touch').waitFor();
});
afterEach(() => open.close());

/** What has the focus, by its words. */
const reached = () => open.page.evaluate(() => document.activeElement?.textContent ?? '');

test('the first press of a switch is explained, then two switches do all that a finger does', async () => {
  await ear.press('1');
  await visitor.sees('scan.title');
  await open.page.getByText(words('scan.found-one')).first().waitFor();
  await ear.press('2');
  await open.page.getByText(words('scan.found-two')).first().waitFor();

  await ear.goTo(words('continue'), '1');
  await ear.press('2');
  await open.page.locator('.welcome-touch').waitFor();
  await ear.goTo(words('welcome.touch'), '1');
  await ear.press('2');
  await open.page.locator('.language-title').first().waitFor();
});

test('with one switch the kiosk moves by itself, and a press chooses', async () => {
  await visitor.arrive();
  await touchBar(visitor, 'frame.help');
  await visitor.touch('keys.title');
  await visitor.touch('scan.title');
  await ear.press('1');
  await open.page.getByText(words('scan.found-one')).first().waitFor();
  await visitor.touch('scan.auto');
  const first = await reached();
  await expect.poll(reached, { timeout: 30_000, interval: 200 }).not.toBe(first);
  await expect.poll(reached, { timeout: 60_000, interval: 100 }).toBe(words('continue'));
  await ear.press('1');
  await visitor.sees('keys.title');
});

test('keys can be tried where they do nothing else', async () => {
  await visitor.arrive();
  await touchBar(visitor, 'frame.help');
  await visitor.touch('keys.title');
  await visitor.touch('keys.try');
  const before = await reached();
  expect(await ear.hearAfter('ArrowDown')).toContain('Touche');
  expect(await ear.hearAfter('z')).toContain('ne fait rien');
  expect(await reached()).toBe(before);
});

test('whoever moves with keys sees where they are: a ring of more than a millimetre around one whole control', async () => {
  await visitor.arrive();
  await ear.press('ArrowDown');
  await ear.press('ArrowDown');
  const ring = await open.page.evaluate(() => {
    const { outlineWidth, outlineStyle } = getComputedStyle(document.activeElement ?? document.body);
    const millimetre = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
    return { millimetres: Number.parseFloat(outlineWidth) / millimetre, style: outlineStyle };
  });
  expect(ring.style).toBe('solid');
  expect(ring.millimetres).toBeGreaterThan(1);
});

test('a key that a shaking hand strikes twice counts once', async () => {
  await visitor.arrive();
  await ear.press('ArrowDown');
  await open.page.waitForTimeout(200);
  // In one go: a machine that is busy could part two strikes that are meant to follow at once.
  await open.page.evaluate(() => {
    for (let strike = 0; strike < 2; strike += 1)
      dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  });
  await open.page.waitForTimeout(300);
  expect(await reached()).toContain(words('home.search'));
  await ear.press('ArrowDown');
  await expect.poll(reached).not.toContain(words('home.search'));
});
