/*
 * `npm run screens`: a picture of every screen of the visitor in every language, to be looked at after a change, with a
 * contact sheet for each screen and an index page, in test-results/screens.
 *
 *   --languages fr,ar,ta     these only
 *   --panels upright,lying   one of them only
 *   --sizes medium           small, medium, large, extra-large; usually medium and extra-large
 *   --themes light           light, soft, white-on-black, black-on-white; usually light
 *   --pseudo                 en and ar in pseudo-French, longer than French and strange (scripts/lib/pseudo)
 *   --low                    with everything brought down
 *   --gallery                every component of renderer/ui, in every state, theme, size and direction, instead
 *   --docs                   also renews the picture of the README
 */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import { LANGUAGES, languageSchema, type Language } from '../shared/model/index.ts';
import { BROWSER, BROWSER_FLAGS } from './lib/browser.ts';
import { build, buildPseudoPage } from './lib/build.ts';
import { endEverything } from './lib/children.ts';
import { ContactSheets } from './lib/contact-sheets.ts';
import { type Appearance, walkEveryScreen } from './lib/every-screen.ts';
import { takeGallery } from './lib/gallery.ts';
import { PSEUDO_LANGUAGES, pseudoVisitor } from './lib/pseudo/index.ts';
import { prepareBrowser } from './lib/prepare.ts';
import { CACHE, ROOT } from './lib/run.ts';
import { startCity } from './lib/start-city.ts';
import { openInBrowserMode, prepareKiosk } from './lib/start-kiosk.ts';
import { step, Trouble } from './lib/steps.ts';
import { Visitor } from './lib/visitor-walk.ts';

const PANELS = { upright: { width: 1080, height: 1920 }, lying: { width: 1920, height: 1080 } };

/** All languages in two rows or four, each still large enough to be read. */
const SHEET_COLUMNS = { upright: 7, lying: 4 };

type Panel = keyof typeof PANELS;

const { values: asked } = parseArgs({
  options: {
    languages: { type: 'string' },
    panels: { type: 'string', default: 'upright,lying' },
    sizes: { type: 'string', default: 'medium,extra-large' },
    themes: { type: 'string', default: 'light' },
    pseudo: { type: 'boolean', default: false },
    low: { type: 'boolean', default: false },
    gallery: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
  },
});

const folder = join(ROOT, 'test-results', 'screens');

try {
  if (asked.gallery) await takeGallery(join(ROOT, 'test-results', 'gallery'));
  else await takeAll();
} catch (error) {
  console.error(error instanceof Trouble ? `✗ ${error.message}` : error);
  process.exitCode = 1;
}
await endEverything();
process.exit();

async function takeAll(): Promise<void> {
  await step('screens', 'Build', (shown) => build({ report: (name) => shown.report(name) }));
  await step('screens', 'Get a browser', (shown) => prepareBrowser(shown));
  rmSync(folder, { recursive: true, force: true });
  const dataFolder = join(CACHE, 'screens');
  const city = await startCity({ dataFolder, hubPort: 0, newPassword: false });
  const { url } = await openInBrowserMode({
    kioskFolder: await prepareKiosk(dataFolder, city),
    port: 0,
    ...(asked.pseudo ? { pageFolder: await buildPseudoPage() } : {}),
  });
  const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
  const sheets = new ContactSheets(folder, 'Every screen');
  const usual: readonly string[] = asked.pseudo ? PSEUDO_LANGUAGES : LANGUAGES;
  for (const panel of list<Panel>(asked.panels)) {
    for (const size of list<Appearance['size']>(asked.sizes)) {
      for (const theme of list<Appearance['theme']>(asked.themes)) {
        for (const name of list(asked.languages ?? usual.join(','))) {
          const language = languageSchema.parse(name);
          const set = [language, panel, size, theme, ...(asked.low ? ['low'] : [])].join('-');
          const look = { size, theme, low: asked.low };
          await step('screens', set, () =>
            takeSet({ browser, url: url ?? '', panel, look, language, set, sheets }),
          );
        }
      }
    }
  }
  await step('screens', 'Contact sheets', () => sheets.write(browser));
  await browser.close();
  if (asked.docs) {
    mkdirSync(join(ROOT, 'docs', 'pictures'), { recursive: true });
    copyFileSync(
      join(folder, 'fr-upright-medium-light', 'home.png'),
      join(ROOT, 'docs', 'pictures', 'home-fr.png'),
    );
  }
}

function visitorOf(page: Page, language: Language): Visitor {
  if (!asked.pseudo) return new Visitor(page, language);
  const pseudo = PSEUDO_LANGUAGES.find((name) => name === language);
  if (!pseudo) throw new Trouble(`--pseudo speaks only in the place of ${PSEUDO_LANGUAGES.join(' and ')}.`);
  return pseudoVisitor(page, pseudo);
}

function list<T extends string = string>(text: string): T[] {
  return text.split(',') as T[];
}

interface PictureSet {
  browser: Browser;
  url: string;
  panel: Panel;
  look: Appearance;
  language: Language;
  set: string;
  sheets: ContactSheets;
}

async function takeSet({ browser, url, panel, look, language, set, sheets }: PictureSet): Promise<void> {
  const page = await browser.newPage({ viewport: PANELS[panel], reducedMotion: 'reduce' });
  await page.goto(url);
  await page.locator('.welcome-sign').getByText('Pantin').waitFor({ timeout: 60_000 });
  mkdirSync(join(folder, set), { recursive: true });
  try {
    await walkEveryScreen(visitorOf(page, language), look, async (screen) => {
      await page.waitForTimeout(250);
      const file = `${screen.replaceAll(/[^a-z]+/g, '-')}.png`;
      await page.screenshot({ path: join(folder, set, file) });
      sheets.add({
        sheet: `${screen.replaceAll(/[^a-z]+/g, '-')}-${set.slice(language.length + 1)}`,
        caption: language,
        columns: SHEET_COLUMNS[panel],
        file: `${set}/${file}`,
      });
    });
  } finally {
    await page.screenshot({ path: join(folder, set, 'last.png') });
    await page.close();
  }
}
