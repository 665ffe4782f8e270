import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright';
import { COLOUR_THEMES, TEXT_SIZES } from '../../renderer/ui/appearance.ts';
import { pagePolicy } from '../../shared/contract/page-policy.ts';
import { BROWSER, BROWSER_FLAGS } from './browser.ts';
import { ContactSheets } from './contact-sheets.ts';
import { prepareBrowser } from './prepare.ts';
import { ROOT, runTool } from './run.ts';
import { step, Trouble } from './steps.ts';

const BUILT = join(ROOT, 'dist', 'gallery');
/** Nothing listens there: the browser is handed the files. Secure, as the pages of a kiosk are. */
const ADDRESS = 'https://gallery.invalid/';
const UPRIGHT = { width: 1080, height: 1920 };
const DIRECTIONS = { 'left-to-right': 'fr', 'right-to-left': 'ar' } as const;
const SCREENS = ['reading', 'hand', 'ask'] as const;

/** After three seconds, a wait says why: only then are all parts as they will stay. */
const SETTLED_MILLISECONDS = 3_200;

/** As renderer/gallery reads it from its address. */
export interface GalleryQuery {
  show: 'parts' | (typeof SCREENS)[number];
  theme: (typeof COLOUR_THEMES)[number];
  size: (typeof TEXT_SIZES)[number];
  language: string;
}

export async function buildGallery(): Promise<void> {
  const config = 'renderer/gallery/vite.config.ts';
  const { code, output } = await runTool('vite', ['build', '--config', config, '--logLevel', 'warn']);
  if (code !== 0) throw new Trouble(`The gallery could not be built.\n${output.trim()}`);
}

export interface OpenGallery {
  page: Page;
  /** What the browser complains of: broken rules of the policy, failed scripts. */
  complaints: string[];
}

/** A page that shows the gallery, under the same policy as the pages of a kiosk. */
export async function openGallery(browser: Browser, query: GalleryQuery): Promise<OpenGallery> {
  const context = await browser.newContext({ viewport: UPRIGHT });
  await serve(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(addressOf(query));
  await page.locator('[data-shown]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  return { page, complaints };
}

function addressOf(query: GalleryQuery): string {
  return `${ADDRESS}?${new URLSearchParams({ ...query }).toString()}`;
}

async function serve(context: BrowserContext): Promise<void> {
  const headers = { 'content-security-policy': pagePolicy('self') };
  await context.route(`${ADDRESS}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = join(BUILT, pathname === '/' ? 'index.html' : pathname);
    await (existsSync(path) ? route.fulfill({ path, headers }) : route.fulfill({ status: 404 }));
  });
}

/** Photographs every component in every theme, size and direction into `folder`, for `npm run screens -- --gallery`. */
export async function takeGallery(folder: string): Promise<void> {
  await step('gallery', 'Build the gallery', buildGallery);
  await step('gallery', 'Get a browser', (shown) => prepareBrowser(shown));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
  const sheets = new ContactSheets(folder, 'Gallery');
  await step('gallery', 'Photograph', async () => {
    const directions = Object.keys(DIRECTIONS) as Direction[];
    await Promise.all(directions.map((direction) => takeDirection(browser, folder, sheets, direction)));
  });
  const index = await step('gallery', 'Contact sheets', () => sheets.write(browser));
  await browser.close();
  console.log(`\n  ${index}\n`);
}

type Direction = keyof typeof DIRECTIONS;

/** Each page is loaded once and then changes its clothes: loading it anew for each would take minutes. */
async function takeDirection(browser: Browser, folder: string, sheets: ContactSheets, direction: Direction) {
  const language = DIRECTIONS[direction];
  for (const show of ['parts', ...SCREENS] as const) {
    const { page, complaints } = await openGallery(browser, {
      show,
      theme: 'light',
      size: 'medium',
      language,
    });
    if (show === 'parts') await page.waitForTimeout(SETTLED_MILLISECONDS);
    const camera = await page.context().newCDPSession(page);
    for (const size of TEXT_SIZES) {
      for (const theme of COLOUR_THEMES) {
        await putOn(page, { show, theme, size, language });
        for (const { name, clip } of await picturesOn(page, { show, size, direction })) {
          const file = `${name}-${direction}-${size}-${theme}.png`;
          await photograph(camera, clip, join(folder, file));
          sheets.add({
            sheet: `${name}-${direction}`,
            caption: `${size} · ${theme}`,
            columns: COLOUR_THEMES.length,
            file,
          });
        }
      }
    }
    if (complaints.length > 0) throw new Trouble(`The gallery complains: ${complaints.join(' · ')}`);
    await page.context().close();
  }
}

/** The same page with something else, or in other clothes. */
export async function putOn(page: Page, query: GalleryQuery): Promise<void> {
  await page.evaluate(async (address) => {
    await navigation.navigate(address, { history: 'replace' }).finished;
    await document.fonts.ready;
  }, addressOf(query));
}

interface Picture {
  name: string;
  /** In pixels of the whole page. */
  clip: { x: number; y: number; width: number; height: number };
}

/** The sections of the page, each one picture; those that look the same in every size or direction only once. */
async function picturesOn(
  page: Page,
  look: { show: GalleryQuery['show']; size: string; direction: Direction },
): Promise<Picture[]> {
  if (look.show !== 'parts') return [{ name: look.show, clip: { x: 0, y: 0, ...UPRIGHT } }];
  const found = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-picture]')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { picture: name = '', varies = '' } = element.dataset;
      return { name, varies, clip: { x: x + scrollX, y: y + scrollY, width, height } };
    }),
  );
  return found.filter(
    ({ varies }) =>
      (look.size === 'medium' || varies.includes('size')) &&
      (look.direction === 'left-to-right' || varies.includes('direction')),
  );
}

/** Playwright's own camera squeezes each file as small as it can, which takes longer than all the rest. */
async function photograph(camera: CDPSession, clip: Picture['clip'], path: string): Promise<void> {
  const { data } = await camera.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    captureBeyondViewport: true,
    clip: { ...clip, scale: 1 },
  });
  writeFileSync(path, data, 'base64');
}
