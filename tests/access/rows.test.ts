/*
 * Each of the 116 services that the sources name: reached from the home screen in at most four touches, and found by
 * its own words in three languages. Walked in one page of a real browser, over the same core as the window's.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { THEMES, wordingFor, type Theme } from '../../shared/model/index.ts';
import { openBrowserKiosk, type BrowserKiosk } from '../support/browser-kiosk.ts';
import { demoServices } from '../support/records.ts';
import { EXPECTED } from '../unit/rows/index.ts';

const services = demoServices();
const ROWS = [...services.keys()].toSorted();
const MOST_TOUCHES = 4;

/** How cards name the cities that are not the kiosk's own. */
const OWNERS: Record<string, string> = {
  paris: 'Paris',
  'plaine-commune': 'Plaine Commune',
  'sommet-citoyen': 'Sommet citoyen',
};

let kiosk: BrowserKiosk;
beforeAll(async () => {
  kiosk = await openBrowserKiosk();
});
afterAll(() => kiosk.close());

test('there are 116', () => {
  expect(ROWS).toHaveLength(116);
});

describe('by touching', () => {
  // By theme, so that the walk from home is made once for each.
  const byTheme = ROWS.toSorted((a, b) => themeOf(a).localeCompare(themeOf(b)));
  let standing: { theme: Theme; touches: number; visitor: Visitor } | undefined;

  async function goToTheme(theme: Theme): Promise<NonNullable<typeof standing>> {
    if (standing?.theme === theme) return standing;
    const visitor = await kiosk.visitor('fr');
    await visitor.arrive();
    await visitor.openNeed(THEMES[theme]);
    let touches = 1;
    const title = visitor.page.getByRole('heading', { level: 1 });
    await visitor.page.waitForFunction(
      (home) => document.querySelector('h1')?.textContent !== home,
      visitor.words('home.title'),
    );
    // A need with one theme leads straight to its services.
    if ((await title.innerText()) !== visitor.words(`theme.${theme}`)) {
      await visitor.openTheme(theme);
      await visitor.sees(`theme.${theme}`);
      touches += 1;
    }
    standing = { theme, touches, visitor };
    return standing;
  }

  test.each(byTheme)('%s is reached in at most four touches, and its page tells its facts', async (row) => {
    const service = serviceOf(row).record;
    const here = await goToTheme(service.theme);
    const { touches, visitor } = here;
    standing = undefined;
    const name = wordingFor(service.name, 'fr').text;
    const owner = OWNERS[serviceOf(row).tenant] ?? '';
    const onNextPage = (await visitor.card(name, owner).count()) === 0;
    if (onNextPage) await visitor.card(visitor.words('next-page')).click();
    await visitor.card(name, owner).click();
    expect(touches + (onNextPage ? 1 : 0) + 1).toBeLessThanOrEqual(MOST_TOUCHES);

    await visitor.page.getByRole('heading', { level: 1, name }).waitFor();
    const fact = service.facts.find(({ id }) => id === EXPECTED[row]?.fact);
    expect(fact).toBeDefined();
    await visitor.page
      .locator('main')
      .getByText(wordingFor(fact?.text ?? service.summary, 'fr').text)
      .first()
      .waitFor();

    // The kiosk takes no second touch of the same button within half a second.
    await visitor.page.waitForTimeout(500);
    await visitor.touch('frame.back');
    await visitor.sees(`theme.${service.theme}`);
    if (!onNextPage) standing = here;
  });
});

describe.each<'fr' | 'en' | 'ar'>(['fr', 'en', 'ar'])('by its own words in %s', (language) => {
  beforeAll(async () => {
    const visitor = await kiosk.visitor(language);
    await visitor.arrive();
    await visitor.touch('home.search');
  });

  test.each(ROWS)('%s stands on the first screen of results', async (row) => {
    const visitor = new Visitor(kiosk.page, language);
    await visitor.page.locator('textarea').press('Delete');
    await visitor.page.locator('textarea').fill(EXPECTED[row]?.query[language] ?? '');
    await visitor.card(wordingFor(serviceOf(row).record.name, language).text).waitFor({ timeout: 5_000 });
  });
});

function serviceOf(row: string) {
  const service = services.get(row);
  if (!service) throw new Error(`no service for ${row}`);
  return service;
}

function themeOf(row: string): Theme {
  return serviceOf(row).record.theme;
}
