import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER, BROWSER_FLAGS } from '../../scripts/lib/browser.ts';
import { buildGallery, type GalleryQuery, openGallery } from '../../scripts/lib/gallery.ts';
import { expectAccessible, expectTargets, expectWhole } from '../support/page-checks.ts';

const EXTREMES: Omit<GalleryQuery, 'show'>[] = [
  { theme: 'light', size: 'medium', language: 'fr' },
  { theme: 'white-on-black', size: 'extra-large', language: 'ar' },
  { theme: 'soft', size: 'small', language: 'fr' },
  { theme: 'black-on-white', size: 'large', language: 'ar' },
];

let browser: Browser;
beforeAll(async () => {
  await buildGallery();
  browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
});
afterAll(() => browser.close());

describe.each(EXTREMES)('$theme, $size, $language', (extreme) => {
  test.each(['parts', 'reading', 'hand', 'ask'] as const)(
    '%s: nothing that axe knows to be wrong',
    async (show) => {
      const { page, complaints } = await openGallery(browser, { show, ...extreme });
      const where = `${show} ${extreme.theme} ${extreme.size}`;
      await expectAccessible(page, where);
      await expectTargets(page, where);
      if (show !== 'parts') await expectWhole(page, where);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});

test('what scrolls is there at once where nothing may move', async () => {
  const { page } = await openGallery(browser, {
    show: 'hand',
    theme: 'light',
    size: 'medium',
    language: 'fr',
  });
  const [moved, viewHeight] = await page.evaluate(() => {
    const view = document.querySelector('.scroll-view');
    const down = document.querySelector<HTMLElement>('.scroll-buttons button:last-child');
    if (!view || !down) throw new Error('nothing scrolls here');
    const before = view.scrollTop;
    down.click();
    return [view.scrollTop - before, view.clientHeight];
  });
  expect(moved).toBeGreaterThan(viewHeight * 0.7);
  await page.context().close();
});
