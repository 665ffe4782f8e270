import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright';
import { BROWSER, BROWSER_FLAGS } from '../../scripts/lib/browser.ts';
import { ROOT } from '../../scripts/lib/run.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { type Language } from '../../shared/model/index.ts';
import { startCity, type City } from './city.ts';

/** A kiosk without its window: the real core served to a real browser, with a city behind it. */
export interface BrowserKiosk {
  city: City;
  page: Page;
  /** A new visitor before the welcome screen, in the same page. */
  visitor(language: Language): Promise<Visitor>;
  /** Another page of the same browser, for somebody at a desk. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

const PANEL = { width: 1080, height: 1920 };

/** @param options the built console, when the story has an agent in it */
export async function openBrowserKiosk(options: { consoleFolder?: string } = {}): Promise<BrowserKiosk> {
  const city = await startCity(options);
  const dataFolder = mkdtempSync(join(tmpdir(), 'borne-browser-'));
  const configuration = {
    hub: city.url,
    enrolmentCode: await city.enrolmentCode(),
    syncEverySeconds: 1,
    bootSplaySeconds: 0,
  };
  writeFileSync(join(dataFolder, 'configuration.json'), JSON.stringify(configuration));
  const { core, url } = await startLoopback(dataFolder);
  const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
  const page = await browser.newPage({ viewport: PANEL });
  await page.goto(url);
  await page.locator('.welcome-sign').getByText('Pantin').waitFor({ timeout: 60_000 });
  return {
    city,
    page,
    async visitor(language) {
      await page.goto('about:blank');
      await page.goto(url);
      return new Visitor(page, language);
    },
    newPage: () => browser.newPage({ viewport: { width: 1440, height: 900 } }),
    async close() {
      await browser.close();
      core.kill();
      await city.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function startLoopback(dataFolder: string): Promise<{ core: ChildProcess; url: string }> {
  const entry = join(ROOT, 'electron', 'core', 'loopback', 'main.ts');
  const page = join(ROOT, 'dist', 'page');
  const core = spawn(process.execPath, [entry, '--data', dataFolder, '--page', page, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: core.stdout })) {
    const url = /^\{"kiosk":"([^"]+)"/.exec(line)?.[1];
    if (url) return { core, url };
  }
  throw new Error('the loopback server ended before it was ready');
}
