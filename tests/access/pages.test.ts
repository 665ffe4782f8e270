import { type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueOf, type Words } from '../../scripts/lib/catalogue.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { type Language } from '../../shared/model/index.ts';
import { expectAccessible, expectTargets, expectWhole } from '../support/page-checks.ts';
import { type PageBench, startPages, TURNED, UPRIGHT, type View } from '../support/pages.ts';

/** The end of the ranges of language, size, colours and orientation: what holds there holds between. */
interface Extreme {
  name: string;
  language: Language;
  view: View;
  size: 'small' | 'medium' | 'large' | 'extra-large';
  theme: 'light' | 'soft' | 'white-on-black' | 'black-on-white';
}

const EXTREMES: Extreme[] = [
  { name: 'French as it comes', language: 'fr', view: UPRIGHT, size: 'medium', theme: 'light' },
  { name: 'French, largest', language: 'fr', view: UPRIGHT, size: 'extra-large', theme: 'black-on-white' },
  { name: 'Arabic, largest', language: 'ar', view: UPRIGHT, size: 'extra-large', theme: 'white-on-black' },
  { name: 'Arabic, turned, smallest', language: 'ar', view: TURNED, size: 'small', theme: 'light' },
  { name: 'English, turned, largest', language: 'en', view: TURNED, size: 'extra-large', theme: 'soft' },
  { name: 'easy French, turned', language: 'fr-simple', view: TURNED, size: 'large', theme: 'soft' },
];

const NOBODYS_CODE = '000000000000';
const LONG_TEXT = 'Des bancs pour se reposer, à l’ombre. '.repeat(30).trim();

let bench: PageBench;
beforeAll(async () => {
  bench = await startPages();
});
afterAll(() => bench.stop());

describe.each(EXTREMES)('$name', ({ language, view, size, theme }) => {
  test('every screen can be read, touched and understood', async () => {
    const open = await bench.open(view);
    const { page, complaints } = open;
    const visitor = new Visitor(page, language);
    const words = catalogueOf(language);
    await walkEveryScreen(visitor, words, { size, theme }, async (screen) => {
      const where = `${language} ${size} ${theme} ${view.width}: ${screen}`;
      await settle(page);
      await expectWhole(page, where);
      await expectTargets(page, where);
      await expectAccessible(page, where);
    });
    expect(complaints).toEqual([]);
    await open.close();
  });
});

/** Every screen that a visitor can come to, in one visit; `look` is told each one's name. */
async function walkEveryScreen(
  visitor: Visitor,
  words: Words,
  appearance: Pick<Extreme, 'size' | 'theme'>,
  look: (screen: string) => Promise<void>,
): Promise<void> {
  const { page } = visitor;
  await page.locator('.welcome-touch').waitFor();
  await look('welcome');
  await page.locator('.welcome-foot button').click();
  await look('privacy, before the visit');
  await page.locator('.ask button').click();
  await page.locator('.welcome-touch').click();
  await look('language');
  await visitor.touch('language.own-name');
  await visitor.sees('home.title');
  await touchBar(visitor, 'frame.text');
  await visitor.card(words(`text.${appearance.size}`)).click();
  await visitor.card(words(`text.${appearance.theme}`)).click();
  await look('text and colours');
  await visitor.touch('text.done');
  await look('home');

  await visitor.touch('home.search');
  await look('search, empty');
  await page.keyboard.type('zzzzqqqq');
  await page.locator('.notice').waitFor();
  await look('search, nothing found');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(
    { fr: 'logement', 'fr-simple': 'logement', en: 'housing', ar: 'السكن' }[visitor.language],
  );
  await page.locator('.choice-card').first().waitFor();
  await look('search, found');
  await touchBar(visitor, 'frame.back');

  await touchBar(visitor, 'frame.help');
  await look('help');
  await visitor.touch('welcome.privacy');
  await look('privacy');
  await touchBar(visitor, 'frame.back');
  await visitor.sees('help.title');
  await pause(page);
  await touchBar(visitor, 'frame.back');
  await visitor.sees('home.title');

  await visitor.openNeed('opinion');
  await look('need');
  await visitor.openTheme('residents-councils');
  await look('theme, first part');
  await visitor.card(words('next-page')).click();
  await look('theme, the rest');
  await page.locator('.choice-card').first().click();
  await look('service of another city');
  await scrollToEnd(page);
  await look('service of another city, its end');
  for (const title of [null, `need.opinion`, 'home.title']) {
    await pause(page);
    await touchBar(visitor, 'frame.back');
    if (title) await visitor.sees(title);
  }

  await visitor.findProposal();
  await look('what becomes of it');
  await visitor.touch('proposal.start');
  await look('a choice');
  await page.locator('.choice-card').first().click();
  await page.locator('textarea').waitFor();
  await visitor.touch('continue');
  await look('a text, empty after continuing');
  await page.keyboard.insertText('a'.repeat(5_000));
  await look('a text, too long');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(`${LONG_TEXT}\n<b>مقاعد في الظل</b>`);
  await page.getByRole('button', { name: words('keyboard.signs'), exact: true }).click();
  await look('a text, with the other keys');
  await visitor.touch('continue');
  await look('a choice among many');
  await page.locator('.choice-card').first().click();
  await visitor.sees('review.title');
  await look('review');
  await scrollToEnd(page);
  await look('review, its end');
  await visitor.confirm();
  await look('saved');
  await visitor.touch('saved.print');
  await page.getByText(words('reason.no-printer.visitor')).waitFor();
  await look('saved, not printed');
  await touchBar(visitor, 'frame.finish');
  await look('leaving');
  await visitor.touch('leave.go');

  await visitor.arrive();
  await touchBar(visitor, 'frame.text');
  await visitor.card(words(`text.${appearance.size}`)).click();
  await visitor.card(words(`text.${appearance.theme}`)).click();
  await visitor.touch('text.done');
  await visitor.card(words('home.code')).click();
  await look('code, empty');
  await page.keyboard.type('0123456789AA');
  await look('code, mistyped');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(NOBODYS_CODE);
  await look('code, complete');
  await visitor.touch('receipt.search');
  await visitor.sees('receipt.none.title');
  await look('no answer found');
}

/** Among the buttons that are always there: their short words stand in other buttons' names too. */
async function touchBar({ page, words }: Visitor, key: string): Promise<void> {
  await page
    .locator('.frame-bar')
    .getByRole('button', { name: words(key) })
    .click();
}

/** Not a second touch on the same button, which counts as the first one's tremor. */
async function pause(page: Page): Promise<void> {
  await page.waitForTimeout(550);
}

/** Fonts are there and nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** By the buttons that acc-8 asks for, until there is nothing below. */
async function scrollToEnd(page: Page): Promise<void> {
  const view = page.locator('.scroll-view');
  for (let tries = 0; tries < 20 && (await view.getAttribute('data-below')) === 'true'; tries += 1) {
    const before = await view.evaluate((element) => element.scrollTop);
    await page.locator('.scroll-buttons button').last().click();
    await page.waitForFunction(([element, top]) => element instanceof Element && element.scrollTop !== top, [
      await view.elementHandle(),
      before,
    ] as const);
    await pause(page);
  }
  expect(await view.getAttribute('data-below')).toBe('false');
}
