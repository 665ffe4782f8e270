import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROWSER, BROWSER_FLAGS } from '../../scripts/lib/browser.ts';
import { buildGallery, type GalleryQuery, openGallery, putOn } from '../../scripts/lib/gallery.ts';
import { expectAccessible, expectTargets, expectWhole } from '../support/page-checks.ts';
import { contrastProblems, orderProblems, overlapProblems } from '../support/page-measures.ts';

const EXTREMES: Omit<GalleryQuery, 'show'>[] = [
  { theme: 'light', size: 'medium', language: 'fr' },
  { theme: 'white-on-black', size: 'extra-large', language: 'ar' },
  { theme: 'soft', size: 'small', language: 'fr' },
  { theme: 'black-on-white', size: 'large', language: 'ar' },
];

/** acc-4. */
const LEAST_CONTRAST = { light: 10, soft: 7, 'white-on-black': 21, 'black-on-white': 21 };

let browser: Browser;
beforeAll(async () => {
  await buildGallery();
  browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
});
afterAll(() => browser.close());

test.each(EXTREMES)('$theme, $size, $language: all can be read, touched and understood', async (extreme) => {
  const { page, complaints } = await openGallery(browser, { show: 'parts', ...extreme });
  for (const show of ['parts', 'reading', 'hand', 'ask'] as const) {
    await putOn(page, { show, ...extreme });
    const where = `${show}, ${extreme.theme}, ${extreme.size}`;
    await expectAccessible(page, where);
    await expectTargets(page, where);
    expect.soft(await contrastProblems(page, LEAST_CONTRAST[extreme.theme]), where).toEqual([]);
    // The sheet of all parts is longer than a screen, and shows controls out of their order.
    if (show === 'parts') continue;
    await expectWhole(page, where);
    expect.soft(await overlapProblems(page), where).toEqual([]);
    expect.soft(await orderProblems(page), where).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('what scrolls is there at once where nothing may move', async () => {
  const { page } = await openGallery(browser, {
    show: 'hand',
    theme: 'light',
    size: 'medium',
    language: 'fr',
  });
  const [moved, viewHeight] = await page.evaluate(() => {
    const down = document.querySelector<HTMLElement>('.scroll-buttons button:last-child');
    const view = down?.closest('.scroll-area')?.querySelector('.scroll-view');
    if (!view || !down) throw new Error('nothing scrolls here');
    const before = view.scrollTop;
    down.click();
    return [view.scrollTop - before, view.clientHeight];
  });
  expect(moved).toBeGreaterThan(viewHeight * 0.7);
  await page.context().close();
});

test('every loudspeaker is named by what it reads', async () => {
  const { page } = await openGallery(browser, {
    show: 'parts',
    theme: 'light',
    size: 'medium',
    language: 'fr',
  });
  const names = await page.locator('.speak-button').evaluateAll((all) => all.map((one) => one.ariaLabel));
  expect(names[0]).toBe('Écouter : Un agent vous aide Et les numéros d’urgence');
  expect(new Set(names.slice(1))).toEqual(new Set(['Écouter : Un agent vous aide']));
  await page.context().close();
});
