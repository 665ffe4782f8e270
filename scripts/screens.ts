/*
 * `npm run screens`: pictures of the visitor's screens, to be looked at after a change: French, easy French, English
 * and Arabic, upright and lying, at the usual and at the largest text, into test-results/screens. `--docs` also renews
 * the picture of the README.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { LANGUAGES, type Language } from '../shared/model/index.ts';
import { BROWSER, BROWSER_FLAGS } from './lib/browser.ts';
import { build } from './lib/build.ts';
import { endEverything } from './lib/children.ts';
import { prepareBrowser } from './lib/prepare.ts';
import { CACHE, ROOT } from './lib/run.ts';
import { startCity } from './lib/start-city.ts';
import { openInBrowserMode, prepareKiosk } from './lib/start-kiosk.ts';
import { step, Trouble } from './lib/steps.ts';
import { Visitor } from './lib/visitor-walk.ts';

const PANELS = { upright: { width: 1080, height: 1920 }, lying: { width: 1920, height: 1080 } };
const SIZES = ['medium', 'extra-large'] as const;
const IDEA: Record<Language, string> = {
  fr: 'des bancs pour lire',
  'fr-simple': 'des bancs pour lire',
  en: 'benches to read on',
  ar: 'مقاعد في الظل',
};

const folder = join(ROOT, 'test-results', 'screens');

try {
  await takeAll();
} catch (error) {
  console.error(error instanceof Trouble ? `✗ ${error.message}` : error);
  process.exitCode = 1;
}
await endEverything();
process.exit();

async function takeAll(): Promise<void> {
  await step('screens', 'Build', (shown) => build({ report: (name) => shown.report(name) }));
  await step('screens', 'Get a browser', (shown) => prepareBrowser(shown));
  const dataFolder = join(CACHE, 'screens');
  const city = await startCity({ dataFolder, hubPort: 0, newPassword: false });
  const { url } = await openInBrowserMode({ kioskFolder: await prepareKiosk(dataFolder, city), port: 0 });
  const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
  for (const [panel, viewport] of Object.entries(PANELS)) {
    for (const size of SIZES) {
      for (const language of LANGUAGES) {
        const set = `${language}-${panel}-${size}`;
        await step('screens', set, () => takeSet({ browser, url: url ?? '', viewport, size, language, set }));
      }
    }
  }
  await browser.close();
  if (process.argv.includes('--docs')) {
    mkdirSync(join(ROOT, 'docs', 'pictures'), { recursive: true });
    copyFileSync(
      join(folder, 'fr-upright-medium', '03-home.png'),
      join(ROOT, 'docs', 'pictures', 'home-fr.png'),
    );
  }
}

interface PictureSet {
  browser: Browser;
  url: string;
  viewport: { width: number; height: number };
  size: (typeof SIZES)[number];
  language: Language;
  set: string;
}

async function takeSet({ browser, url, viewport, size, language, set }: PictureSet): Promise<void> {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  await page.goto(url);
  await page.locator('.welcome-sign').getByText('Pantin').waitFor({ timeout: 60_000 });
  mkdirSync(join(folder, set), { recursive: true });
  let number = 0;
  const keep = async (screen: string) => {
    number += 1;
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(folder, set, `${String(number).padStart(2, '0')}-${screen}.png`) });
  };
  const visitor = new Visitor(page, language);
  await keep('welcome');
  await page.locator('.welcome-touch').click();
  await keep('language');
  await visitor.touch('language.own-name');
  await visitor.sees('home.title');
  if (size !== 'medium') {
    await visitor.touch('frame.text');
    await visitor.touch(`text.${size}`);
    await keep('text');
    await visitor.touch('text.done');
    await visitor.sees('home.title');
  }
  await keep('home');
  await visitor.findProposal(keep);
  await visitor.writeProposal(IDEA[language], keep);
  await keep('review');
  await visitor.touch('frame.help');
  await keep('help');
  await page.close();
}
