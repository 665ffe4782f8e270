import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright';
import { BROWSER, BROWSER_FLAGS } from '../scripts/lib/browser.ts';
import { endEverything } from '../scripts/lib/children.ts';
import { touchBar } from '../scripts/lib/every-screen.ts';
import { prepareBrowser } from '../scripts/lib/prepare.ts';
import { CACHE, ROOT } from '../scripts/lib/run.ts';
import { startCity } from '../scripts/lib/start-city.ts';
import { openInBrowserMode, prepareKiosk } from '../scripts/lib/start-kiosk.ts';
import { Visitor } from '../scripts/lib/visitor-walk.ts';
import { LANGUAGES, type Language } from '../shared/model/index.ts';
import { type Figure, medianOf } from './figures.ts';

const KIB = 1_024;
const PANEL = { width: 1080, height: 1920 };
/** The measure that renderer/speech makes from the order to the first sample that is not silence. */
const FIRST_SOUND = 'speech-first-sound';
const TIMES_HEARD = 5;

/** What a visitor waits for on the real page: its first script, another language, the first sound. */
export async function measurePage(): Promise<Figure[]> {
  await prepareBrowser({ report: () => undefined });
  const dataFolder = join(CACHE, 'bench');
  const city = await startCity({ dataFolder, hubPort: 0, newPassword: false });
  const { url } = await openInBrowserMode({ kioskFolder: await prepareKiosk(dataFolder, city), port: 0 });
  const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
  try {
    return [
      await firstScript(browser, url ?? ''),
      ...(await changesOfLanguage(browser, url ?? '')),
      ...(await firstSounds(browser, url ?? '')),
    ];
  } finally {
    await browser.close();
    await endEverything();
  }
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: PANEL, reducedMotion: 'reduce' });
  await page.goto(url);
  await page.locator('.welcome-sign').getByText('Pantin').waitFor({ timeout: 60_000 });
  return page;
}

/** The scripts that the browser has asked for when the welcome screen stands there. */
async function firstScript(browser: Browser, url: string): Promise<Figure> {
  const page = await browser.newPage({ viewport: PANEL });
  const scripts = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
  });
  await page.goto(url);
  await page.locator('.welcome-touch').waitFor();
  await page.close();
  const bytes = [...scripts].reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(ROOT, 'dist', 'page', path))).length,
    0,
  );
  return {
    name: 'script of the first screen, gzip',
    value: bytes / KIB,
    unit: 'KiB',
    limit: { value: 250, because: 'a fresh process reads it for each visitor' },
  };
}

/** From the touch on a language to the first frame in it. */
async function changesOfLanguage(browser: Browser, url: string): Promise<Figure[]> {
  const times: number[] = [];
  for (const language of LANGUAGES) times.push(await changeOfLanguage(browser, url, language));
  return [
    {
      name: 'changing the language, median of all',
      value: medianOf(times),
      unit: 'ms',
      limit: { value: 150, because: 'longer is felt as waiting' },
    },
    { name: 'changing the language, the slowest', value: Math.max(...times), unit: 'ms' },
  ];
}

async function changeOfLanguage(browser: Browser, url: string, language: Language): Promise<number> {
  const page = await open(browser, url);
  await page.locator('.welcome-touch').click();
  const visitor = new Visitor(page, language);
  const card = visitor.button('language.own-name');
  const lang = (await card.getAttribute('lang')) ?? '';
  const changed = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let touched = 0;
        addEventListener('pointerup', () => (touched = performance.now()), { capture: true, once: true });
        const look = () => {
          const there =
            document.documentElement.lang === wanted && document.querySelector('.choices [data-need]');
          if (touched > 0 && there) resolve(performance.now() - touched);
          else requestAnimationFrame(look);
        };
        look();
      }),
    lang,
  );
  await card.click();
  const time = await changed;
  await page.close();
  return time;
}

/** From the touch on "listen" to the first sample that is not silent, in a page whose language was just chosen. */
async function firstSounds(browser: Browser, url: string): Promise<Figure[]> {
  const times: number[] = [];
  for (let time = 0; time < TIMES_HEARD; time += 1) times.push(await firstSound(browser, url));
  return [
    {
      name: `first sound after the touch, median of ${TIMES_HEARD}`,
      value: medianOf(times),
      unit: 'ms',
      limit: { value: 300, because: 'a voice that hesitates seems broken' },
    },
    { name: 'first sound after the touch, the slowest', value: Math.max(...times), unit: 'ms' },
  ];
}

async function firstSound(browser: Browser, url: string): Promise<number> {
  const page = await open(browser, url);
  const visitor = new Visitor(page, 'fr');
  await visitor.arrive();
  // Somebody looks at the screen before asking to hear it.
  await page.waitForTimeout(1_500);
  await touchBar(visitor, 'frame.listen');
  const measured = await page.waitForFunction(
    (name) => performance.getEntriesByName(name)[0]?.duration,
    FIRST_SOUND,
  );
  const time = await measured.jsonValue();
  await page.close();
  return time ?? Number.NaN;
}
