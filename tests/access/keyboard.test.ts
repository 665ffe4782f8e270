import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CDPSession, type Locator, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { catalogueOf } from '../../scripts/lib/catalogue.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { LANGUAGES, type Language } from '../../shared/model/index.ts';
import { expectTargets, expectWhole } from '../support/page-checks.ts';
import { type OpenPage, type PageBench, startPages, TURNED, UPRIGHT, type View } from '../support/pages.ts';
import { typeAtOnce } from '../../scripts/lib/physical-keys.ts';

const french = catalogueOf('fr');

/** Easy French has the keys of French. */
const WITH_OWN_KEYS = LANGUAGES.filter((language) => language !== 'fr-simple');

const VIEWS: [string, View][] = [
  ['upright', UPRIGHT],
  ['lying', TURNED],
];

let bench: PageBench;
let open: OpenPage;
let page: Page;
let visitor: Visitor;

beforeAll(async () => {
  bench = await startPages();
});
afterAll(() => bench.stop());
afterEach(() => open.close());

async function start(view: View, language: Language, options?: { clock?: boolean }): Promise<void> {
  open = await bench.open(view, options);
  page = open.page;
  visitor = new Visitor(page, language);
  await visitor.arrive();
}

/** The question that is answered in words has the most around its keyboard: a field, a note, a button. */
async function toTheQuestion(): Promise<void> {
  await visitor.findProposal();
  await visitor.touch('proposal.start');
  await page.locator('.choice-card').first().click();
  await page.locator('textarea').waitFor();
}

async function withLargestText(): Promise<void> {
  await page
    .locator('.frame-bar')
    .getByRole('button', { name: visitor.words('frame.text') })
    .click();
  await visitor.card(visitor.words('text.extra-large')).click();
  await visitor.touch('text.done');
  await visitor.sees('home.title');
}

/** A key by what stands on it. */
function key(sign: string): Locator {
  return page.locator('.keyboard').getByText(sign, { exact: true });
}

/** To another page of keys: those two keys, and only they, have words and stand before the space bar. */
async function turn(number: 0 | 1): Promise<void> {
  // Longer than the time in which the same key counts as touched once.
  await page.waitForTimeout(100);
  const before = await keysShown();
  await page
    .locator('.keyboard-row[data-kind="wide"] .key[data-shape="wide"]:not(:has(svg))')
    .nth(number)
    .click();
  expect(await keysShown()).not.toEqual(before);
}

function keysShown(): Promise<string[]> {
  return page.locator('.keyboard .key:not([data-shape])').allInnerTexts();
}

function tool(word: string): Locator {
  return page.locator('.keyboard').getByRole('button', { name: french(word), exact: true });
}

function written(): Promise<string> {
  return page.locator('textarea').inputValue();
}

function fieldHasFocus(): Promise<boolean> {
  return page.evaluate(() => document.activeElement instanceof HTMLTextAreaElement);
}

test.each(WITH_OWN_KEYS)('every page of keys of %s is large enough, apart and whole', async (language) => {
  await start(UPRIGHT, language);
  await withLargestText();
  await toTheQuestion();
  for (const [orientation, view] of VIEWS) {
    await page.setViewportSize(view);
    const look = async (keys: string) => {
      const where = `${language}, ${orientation}, ${keys}`;
      await expectTargets(page, where);
      await expectWhole(page, where);
      await expectRoomForTheField(where);
    };
    const letters = await keysShown();
    await look('letters');
    await turn(0);
    await look('signs');
    await turn(1);
    await look('accents or Latin');
    await turn(1);
    expect(await keysShown()).toEqual(letters);
  }
  expect(open.complaints).toEqual([]);
});

/** Three lines of what is being written stay in sight above the keys, however much stands over them. */
async function expectRoomForTheField(where: string): Promise<void> {
  await typeAtOnce(page, 'a');
  const missing = await page.evaluate(() => {
    const view = document.querySelector('.scroll-view')?.getBoundingClientRect();
    const field = document.querySelector('.text-field-area');
    if (!view || !field) throw new Error('no field on this screen');
    const box = field.getBoundingClientRect();
    const lines = Number.parseFloat(getComputedStyle(field).lineHeight) * 3;
    return lines - (Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top));
  });
  expect.soft(missing, where).toBeLessThanOrEqual(0);
}

describe('a finger', () => {
  interface Touch {
    x: number;
    y: number;
    id: number;
  }
  let touches: CDPSession;

  async function startWithFingers(): Promise<void> {
    await start(UPRIGHT, 'fr');
    await visitor.touch('home.search');
    touches = await page.context().newCDPSession(page);
    await touches.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  }

  async function on(target: Locator, id: number): Promise<Touch> {
    const box = await target.boundingBox();
    if (!box) throw new Error('nothing to touch');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, id };
  }

  function fingers(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Touch[]): Promise<unknown> {
    return touches.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  test('writes when it leaves the key, and the field keeps the focus', async () => {
    await startWithFingers();
    await fingers('touchStart', [await on(key('a'), 0)]);
    expect(await written()).toBe('');
    await fingers('touchEnd', []);
    await expect.poll(written).toBe('a');
    expect(await fieldHasFocus()).toBe(true);
  });

  test('that slides off writes nothing, wherever it lands', async () => {
    await startWithFingers();
    await fingers('touchStart', [await on(key('a'), 0)]);
    await fingers('touchMove', [await on(key('m'), 0)]);
    await fingers('touchEnd', []);
    await fingers('touchStart', [await on(key('e'), 0)]);
    await fingers('touchEnd', []);
    await expect.poll(written).toBe('e');
  });

  test('is not blocked by a second one, nor by a palm that rests on the screen', async () => {
    await startWithFingers();
    const [a, b] = [await on(key('a'), 0), await on(key('b'), 1)];
    await fingers('touchStart', [a]);
    await fingers('touchStart', [a, b]);
    await fingers('touchEnd', [a]);
    await expect.poll(written).toBe('a');
    await fingers('touchEnd', [b]);
    await expect.poll(written).toBe('ab');
    const palm = await on(page.locator('.screen-title'), 2);
    const c = await on(key('c'), 3);
    await fingers('touchStart', [palm]);
    await fingers('touchStart', [palm, c]);
    await fingers('touchEnd', [c]);
    await expect.poll(written).toBe('abc');
    await fingers('touchEnd', [palm]);
    // Longer than any delay after which a library would make a click of its own.
    await page.waitForTimeout(200);
    expect(await written()).toBe('abc');
    expect(await fieldHasFocus()).toBe(true);
  });
});

describe('a hand that shakes', () => {
  test('writes a letter once, and a double letter when it means to', async () => {
    await start(UPRIGHT, 'fr', { clock: true });
    await visitor.touch('home.search');
    await page.clock.pauseAt(Date.now() + 60_000);
    await key('l').click();
    await key('l').click();
    expect(await written()).toBe('l');
    await page.clock.runFor(70);
    await key('l').click();
    expect(await written()).toBe('ll');
  });

  test('does not erase everything by a slip', async () => {
    await start(UPRIGHT, 'fr', { clock: true });
    await visitor.touch('home.search');
    await typeAtOnce(page, 'un banc');
    await page.clock.pauseAt(Date.now() + 60_000);
    await tool('keyboard.clear').click();
    await visitor.touch('keyboard.clear.yes');
    await page.clock.runFor(600);
    expect(await page.getByRole('alertdialog').isVisible()).toBe(true);
    await visitor.touch('keyboard.clear.no');
    await page.clock.runFor(600);
    expect(await written()).toBe('un banc');
    await tool('keyboard.clear').click();
    await page.clock.runFor(800);
    await visitor.touch('keyboard.clear.yes');
    await page.clock.runFor(600);
    expect(await written()).toBe('');
    expect(await fieldHasFocus()).toBe(true);
  });

  test('holds a physical key, and writes once', async () => {
    await start(UPRIGHT, 'fr');
    await visitor.touch('home.search');
    await page.keyboard.down('b');
    await page.keyboard.down('b');
    await page.keyboard.down('b');
    await page.keyboard.up('b');
    expect(await written()).toBe('b');
    await key('o').focus();
    await page.keyboard.down('Enter');
    // Longer than the time in which the same key counts as touched once.
    await page.waitForTimeout(100);
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await written()).toBe('bo');
  });
});

describe('the keys', () => {
  test('say that a capital comes, give one, and go back', async () => {
    await start(UPRIGHT, 'fr');
    await visitor.touch('home.search');
    const capitals = tool('keyboard.capitals');
    await capitals.click();
    expect(await capitals.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.keyboard output').innerText()).toBe(french('keyboard.capitals.on'));
    await key('É').click();
    expect(await capitals.getAttribute('aria-pressed')).toBe('false');
    await key('t').click();
    expect(await written()).toBe('Ét');
  });

  test('come back to the letters after one accent', async () => {
    await start(UPRIGHT, 'fr');
    await visitor.touch('home.search');
    await tool('keyboard.accents').click();
    await key('ñ').click();
    await key('a').click();
    expect(await written()).toBe('ña');
  });

  test('stay in the order that the visitor chose, on the next screen too', async () => {
    await start(UPRIGHT, 'fr');
    await visitor.touch('home.search');
    await tool('keyboard.alphabetical').click();
    await toTheHomeScreen();
    await toTheQuestion();
    const rows = await page.locator('.keyboard-row').nth(1).locator('.key').allInnerTexts();
    expect(rows.join('')).toBe('abcdefghij');
    await tool('keyboard.usual').click();
    expect((await page.locator('.keyboard-row').nth(1).locator('.key').allInnerTexts()).join('')).toBe(
      'azertyuiop',
    );
  });

  test('stand in the order of the page, so that arrows and switches go through them as the eye does', async () => {
    await start(UPRIGHT, 'fr');
    await visitor.touch('home.search');
    const places = await page.locator('.keyboard .key').evaluateAll((keys) =>
      keys.map((key) => {
        const { top, left } = key.getBoundingClientRect();
        return { top: Math.round(top), left };
      }),
    );
    expect(places.toSorted((a, b) => a.top - b.top || a.left - b.left)).toEqual(places);
  });
});

async function toTheHomeScreen(): Promise<void> {
  await page
    .locator('.frame-bar')
    .getByRole('button', { name: french('frame.back') })
    .click();
  await visitor.sees('home.title');
}

test('a receipt code may be typed with the digits of any keyboard', async () => {
  await start(UPRIGHT, 'fr');
  await visitor.card(french('home.code')).click();
  await typeAtOnce(page, '১২৩٤۵６');
  expect(await page.locator('.code-field').inputValue()).toBe('1234 56');
});

test('the Chinese words wait in a file of their own until somebody writes Chinese', async () => {
  await start(UPRIGHT, 'fr');
  const folder = join(import.meta.dirname, '../../dist/page/assets');
  const withWords = readdirSync(folder).filter(
    (name) => name.endsWith('.js') && readFileSync(join(folder, name), 'utf8').includes('垃圾分类'),
  );
  const fetched = await page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname.split('/').at(-1)),
  );
  expect(withWords).toHaveLength(1);
  expect(fetched).not.toContain(withWords[0]);
  // As text: the test runner would rewrite an import of its own.
  const given = await page.evaluate<number>(
    `import('/assets/${withWords[0]}').then((words) => Object.values(words).length)`,
  );
  expect(given).toBeGreaterThan(0);
  expect(open.complaints).toEqual([]);
});
