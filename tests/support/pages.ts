import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright';
import { BROWSER, BROWSER_FLAGS } from '../../scripts/lib/browser.ts';
import { type City, startCity } from './city.ts';
import { eventually } from './eventually.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE_FOLDER = join(ROOT, 'dist/page');

export interface View {
  width: number;
  height: number;
}

/** The reference panel, upright and turned. */
export const UPRIGHT: View = { width: 1080, height: 1920 };
export const TURNED: View = { width: 1920, height: 1080 };

export interface OpenPage {
  page: Page;
  /** What the browser complains of: broken rules of the policy, failed scripts. */
  complaints: string[];
  close(): Promise<void>;
}

export interface PageBench {
  city: City;
  /** The next visitor's page, at the welcome screen. `clock` lets the test move the page's time. */
  open(view: View, options?: { clock?: boolean; reducedMotion?: boolean }): Promise<OpenPage>;
  stop(): Promise<void>;
}

/**
 * A real city, a kiosk's service that followed it, and a browser that shows the built page.
 * @param options.pageFolder another page than the one that ships
 */
export async function startPages(
  options: { pageFolder?: string; headset?: 'never' | 'keys' | 'always' } = {},
): Promise<PageBench> {
  const { pageFolder = PAGE_FOLDER, ...access } = options;
  if (!existsSync(join(pageFolder, 'index.html')))
    throw new Error(`${pageFolder} is missing: run \`npm run build\``);
  const city = await startCity();
  const dataFolder = mkdtempSync(join(tmpdir(), 'borne-pages-'));
  const configuration = {
    hub: city.url,
    enrolmentCode: await city.enrolmentCode(),
    syncEverySeconds: 1,
    bootSplaySeconds: 0,
    ...access,
  };
  writeFileSync(join(dataFolder, 'configuration.json'), JSON.stringify(configuration));
  const { address, process: kiosk } = await startKiosk(dataFolder, pageFolder);
  const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
  const bench: PageBench = {
    city,
    open: (view, options) => openPage(browser, address, view, options),
    async stop() {
      await browser.close();
      kiosk.kill('SIGTERM');
      await new Promise((ended) => kiosk.once('exit', ended));
      await city.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  await waitForContent(bench);
  return bench;
}

/** The kiosk's service for a browser, with the configuration that lies in its data folder. */
export function startKiosk(
  dataFolder: string,
  pageFolder: string,
): Promise<{ address: string; process: ChildProcess }> {
  const args = [join(ROOT, 'electron/core/loopback/main.ts'), '--data', dataFolder, '--page', pageFolder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((started, failed) => {
    child.once('exit', (code) => failed(new Error(`the kiosk's service ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const { kiosk } = JSON.parse(line) as { kiosk: string };
      started({ address: kiosk, process: child });
    });
  });
}

async function openPage(
  browser: Browser,
  address: string,
  viewport: View,
  options: { clock?: boolean; reducedMotion?: boolean } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport,
    reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  if (options.clock) await page.clock.install();
  await page.goto(address);
  return { page, complaints, close: () => context.close() };
}

/** The first synchronisation brings the records of all four cities. */
async function waitForContent(bench: PageBench): Promise<void> {
  const open = await bench.open(UPRIGHT);
  await eventually(async () => {
    const services = await open.page.evaluate(async () => {
      const headers = { 'x-borne-token': sessionStorage.getItem('borne-token') ?? '' };
      const reply = await fetch('/rpc/reading/services', { method: 'POST', headers, body: '{}' });
      return reply.text();
    });
    const { json } = JSON.parse(services) as { json: unknown[] };
    if (json.length < 116) throw new Error(`only ${json.length} services so far`);
  }, 60_000);
  await open.close();
}
