import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { z } from 'zod';
import { startXvfb, type MemoryScreen } from '../../scripts/lib/display.ts';
import { getElectron, type ElectronAtHand } from '../../scripts/lib/electron.ts';
import type { kioskConfigurationSchema } from '../../shared/contract/index.ts';

export const ROOT = path.join(import.meta.dirname, '..', '..');
const PROBE = path.join(import.meta.dirname, 'probe');
const HOLD = path.join(import.meta.dirname, 'hold-electron.cjs');
const PANEL = { widthPixels: 1080, heightPixels: 1920 };
const PATIENCE_MILLISECONDS = 30_000;
const ANSWER_MILLISECONDS = 2_000;

export interface KioskWish {
  /** A new temporary one when it is not given. */
  dataFolder?: string;
  /** Written as it is into the data folder; a text may be wrong JSON on purpose. */
  configuration?: z.input<typeof kioskConfigurationSchema> | string;
  /** Such as `:99`; a screen in memory of the reference panel's size otherwise. */
  display?: string;
  /** The smallest page and processes that keep the contract, instead of the built ones. */
  probe?: boolean;
}

export interface KioskProcesses {
  main: number;
  core: number | undefined;
  /** One for each visit, shown or made ready. */
  readers: number[];
  pages: number[];
}

export interface RunningKiosk {
  app: ElectronApplication;
  dataFolder: string;
  electron: ElectronAtHand;
  /** The page before the visitor; waits for it. */
  page(): Promise<Page>;
  /** The text that fills the screen while there is no page; waits for it. */
  notice(): Promise<Page>;
  processes(): Promise<KioskProcesses>;
  killCore(): Promise<void>;
  killPage(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the kiosk's real window on the Electron at hand. */
export async function launchKiosk(wish: KioskWish = {}): Promise<RunningKiosk> {
  const electron = await electronAtHand();
  const dataFolder = wish.dataFolder ?? mkdtempSync(path.join(tmpdir(), 'borne-'));
  mkdirSync(dataFolder, { recursive: true });
  const configuration = wish.configuration ?? { hub: 'http://127.0.0.1:9' };
  const text = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
  writeFileSync(path.join(dataFolder, 'configuration.json'), text);
  const screen = await screenFor(wish);
  const app = await _electron.launch({
    executablePath: path.resolve(ROOT, electron.executable),
    args: ['-r', HOLD, ROOT, `--data=${dataFolder}`],
    // Chromium refuses its sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    cwd: ROOT,
    env: {
      ...inherited(),
      DISPLAY: screen.display,
      BORNE_NODE: realpathSync(path.join(ROOT, 'node_modules', '.bin', 'node')),
      ...(wish.probe === true
        ? { BORNE_PAGE: path.join(PROBE, 'page'), BORNE_CORE: path.join(PROBE, 'core.cjs') }
        : {}),
    },
  });
  const main = app.process().pid ?? 0;
  const processes = () => readProcesses(app, main);
  return {
    app,
    dataFolder,
    electron,
    page: () => findWindow(app, true),
    notice: () => findWindow(app, false),
    processes,
    async killCore() {
      const { core } = await processes();
      if (core === undefined) throw new Error('there is no core to kill');
      process.kill(core, 'SIGKILL');
    },
    async killPage() {
      const pid = await shownPagePid(app);
      process.kill(pid, 'SIGKILL');
    },
    async close() {
      await closeOrKill(app, main);
      screen.stop();
    },
  };
}

async function electronAtHand(): Promise<ElectronAtHand> {
  const cacheFolder = path.join(ROOT, '.cache', 'electron');
  const found = await getElectron({ cacheFolder, report: () => undefined });
  if (!found.ok) throw new Error('no Electron could be had on this machine');
  return found.value;
}

/** A screen of its own for each kiosk, unless it is told on which one to appear. */
async function screenFor({ display }: KioskWish): Promise<MemoryScreen> {
  const given = display ?? process.env['DISPLAY'];
  if (given !== undefined) return { display: given, stop: () => undefined };
  const started = await startXvfb({ ...PANEL, endWithWindows: true });
  if (!started.ok) throw new Error(`no screen in memory: ${started.reason}`);
  return started.value;
}

function inherited(): Record<string, string> {
  const pairs = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(pairs);
}

/** Windows come and go with the visits: each look asks anew which one is on the screen. */
async function findWindow(app: ElectronApplication, visitor: boolean): Promise<Page> {
  const limit = Date.now() + PATIENCE_MILLISECONDS;
  while (Date.now() < limit) {
    for (const page of app.windows()) if (await isShown(app, page, visitor)) return page;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${visitor ? 'page' : 'notice'} came on the screen within ${PATIENCE_MILLISECONDS} ms`);
}

/** A window that goes while it is asked may never answer. */
function isShown(app: ElectronApplication, page: Page, visitor: boolean): Promise<boolean> {
  const asked = async () => {
    if (!page.url().startsWith('app://borne/')) return false;
    const window = await app.browserWindow(page);
    if (!(await window.evaluate((shown) => shown.isVisible()))) return false;
    return (await page.evaluate(() => 'borne' in window)) === visitor;
  };
  const tooLong = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ANSWER_MILLISECONDS));
  return Promise.race([asked().catch(() => false), tooLong]);
}

async function readProcesses(app: ElectronApplication, main: number): Promise<KioskProcesses> {
  const metrics = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid, type, name }) => ({ pid, type, name })),
  );
  const named = (wanted: string) => metrics.filter(({ name }) => name === wanted).map(({ pid }) => pid);
  return {
    main,
    core: named('borne core')[0],
    readers: named('borne reader'),
    pages: metrics.filter(({ type }) => type === 'Tab').map(({ pid }) => pid),
  };
}

function shownPagePid(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
    if (shown === undefined) throw new Error('no window is shown');
    return shown.webContents.getOSProcessId();
  });
}

async function closeOrKill(app: ElectronApplication, main: number): Promise<void> {
  const tooLong = setTimeout(() => {
    try {
      process.kill(main, 'SIGKILL');
    } catch {
      // It had already gone.
    }
  }, 10_000);
  await app.close().catch(() => undefined);
  clearTimeout(tooLong);
}
