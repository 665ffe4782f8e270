import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { chromium, type Browser, type Page } from 'playwright';
import { Agent } from '../../scripts/lib/agent-walk.ts';
import { BROWSER, BROWSER_FLAGS } from '../../scripts/lib/browser.ts';
import { ROOT } from '../../scripts/lib/run.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { type KioskConfiguration } from '../../shared/contract/index.ts';
import { type Language } from '../../shared/model/index.ts';
import { startCity, type City } from './city.ts';
import { launchKiosk, type RunningKiosk } from './kiosk.ts';

/** A city with a kiosk in one of its halls: the real hub as a process, the real window, an agent's browser. */
export interface Hall {
  city: City;
  kiosk: RunningKiosk;
  /** The next visitor, before the welcome screen. */
  visitor(language: Language): Promise<Visitor>;
  /** An agent who has signed in. */
  agent(): Promise<Agent>;
  close(): Promise<void>;
}

interface HallWish {
  codeReader?: boolean;
  printer?: KioskConfiguration['printer'];
  env?: Record<string, string>;
}

export async function openHall({ printer, codeReader = false, env }: HallWish = {}): Promise<Hall> {
  const city = await startCity({ asProcess: true, consoleFolder: join(ROOT, 'dist', 'console') });
  const kiosk = await launchKiosk({
    configuration: {
      hub: city.url,
      enrolmentCode: await city.enrolmentCode(),
      syncEverySeconds: 1,
      bootSplaySeconds: 0,
      codeReader,
      ...(printer === undefined ? {} : { printer }),
    },
    ...(env === undefined ? {} : { env }),
  });
  await until('the kiosk has followed the four cities', () => Promise.resolve(followedCities(kiosk) === 4));
  let browser: Browser | undefined;
  return {
    city,
    kiosk,
    visitor: (language) => nextVisitor(kiosk, language),
    async agent() {
      browser ??= await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
      const agent = new Agent(await browser.newPage({ viewport: { width: 1440, height: 900 } }));
      await agent.signIn(`${city.url}/console/?city=${city.tenant}`, city.agent.name, city.agent.password);
      return agent;
    },
    async close() {
      await browser?.close();
      await kiosk.close();
      await city.stop();
      rmSync(kiosk.dataFolder, { recursive: true, force: true });
    },
  };
}

function followedCities(kiosk: RunningKiosk): number {
  const file = join(kiosk.dataFolder, 'content.db');
  if (!existsSync(file)) return 0;
  const content = new Database(file, { readonly: true });
  try {
    return content.prepare<[], number>('SELECT count(*) FROM cursor').pluck().get() ?? 0;
  } catch {
    // The core is making the file just now.
    return 0;
  } finally {
    content.close();
  }
}

/** A test that stopped in the middle leaves its visitor standing there: the next one starts afresh all the same. */
async function nextVisitor(kiosk: RunningKiosk, language: Language): Promise<Visitor> {
  const page = await kiosk.page();
  const left = await page
    .locator('.frame-button')
    .count()
    .catch(() => 1);
  if (left === 0) return new Visitor(page, language);
  await page.evaluate(() => void window.borne?.endVisit({ why: 'finished' })).catch(() => undefined);
  await page.waitForEvent('close', { timeout: 10_000 }).catch(() => undefined);
  return new Visitor(await kiosk.page(), language);
}

/** Keeps a picture of a screen, to be looked at by people: `test-results/screens/<set>/<number>-<name>.png`. */
export function album(set: string) {
  const folder = join(ROOT, 'test-results', 'screens', set);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return async (page: Page, name: string): Promise<void> => {
    number += 1;
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${name}.png`) });
  };
}

/** Waits for something that the kiosk or the city does by itself. */
export async function until(what: string, check: () => Promise<boolean>, seconds = 30): Promise<void> {
  const limit = Date.now() + seconds * 1_000;
  while (!(await check())) {
    if (Date.now() > limit) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** How many requests the city has received. */
export async function requestsAt(city: City): Promise<number> {
  const { rows } = await city.database.query<{ count: string }>('select count(*) from request');
  return Number(rows[0]?.count);
}
