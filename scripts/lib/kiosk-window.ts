import { type ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { type ElectronAtHand } from './electron.ts';
import { ROOT } from './run.ts';

export interface AttachedWindow {
  app: ElectronApplication;
  /** The page before the visitor; waits for it. Another visit has another page. */
  page(): Promise<Page>;
  /** The text that fills the screen while there is no page; waits for it. */
  notice(): Promise<Page>;
  close(): Promise<void>;
}

export interface WindowWish {
  electron: ElectronAtHand;
  /** The kiosk's data folder, with its configuration in it. */
  kioskFolder: string;
  /** Such as `:99`; the session's own screen otherwise. */
  display?: string | undefined;
  env?: Record<string, string>;
}

const HOLD = join(ROOT, 'scripts', 'lib', 'hold-electron.cjs');
const PATIENCE_MS = 30_000;
const ANSWER_MS = 2_000;
const CLOSE_WITHIN_MS = 10_000;

/** Opens the kiosk's real window with a hand on it: Playwright drives both its pages and its main process. */
export async function attachToWindow(wish: WindowWish): Promise<AttachedWindow> {
  const app = await _electron.launch({
    executablePath: wish.electron.executable,
    args: ['-r', HOLD, ROOT, `--data=${wish.kioskFolder}`],
    // Chromium refuses its sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    cwd: ROOT,
    env: {
      ...inherited(),
      BORNE_NODE: realpathSync(join(ROOT, 'node_modules', '.bin', 'node')),
      ...(wish.display === undefined ? {} : { DISPLAY: wish.display }),
      ...wish.env,
    },
  });
  // Asked for now: once it has been closed, Playwright knows its process no more.
  const main = app.process();
  return {
    app,
    page: () => findShown(app, true),
    notice: () => findShown(app, false),
    close: () => closeOrKill(app, main),
  };
}

function inherited(): Record<string, string> {
  const pairs = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(pairs);
}

/** Windows come and go with the visits: each look asks anew which one is on the screen. */
async function findShown(app: ElectronApplication, visitor: boolean): Promise<Page> {
  const limit = Date.now() + PATIENCE_MS;
  while (Date.now() < limit) {
    for (const page of app.windows()) if (await isShown(app, page, visitor)) return page;
    await sleep(100);
  }
  throw new Error(`no ${visitor ? 'page' : 'notice'} came on the screen within ${PATIENCE_MS} ms`);
}

/** A window that goes while it is asked may never answer. */
function isShown(app: ElectronApplication, page: Page, visitor: boolean): Promise<boolean> {
  const asked = async () => {
    if (!page.url().startsWith('app://borne/')) return false;
    const window = await app.browserWindow(page);
    if (!(await window.evaluate((shown) => shown.isVisible()))) return false;
    return (await page.evaluate(() => 'borne' in window)) === visitor;
  };
  return Promise.race([asked().catch(() => false), sleep(ANSWER_MS, false)]);
}

async function closeOrKill(app: ElectronApplication, main: ChildProcess): Promise<void> {
  const tooLong = setTimeout(() => main.kill('SIGKILL'), CLOSE_WITHIN_MS);
  await app.close().catch(() => undefined);
  clearTimeout(tooLong);
}
