import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ElectronApplication, type Page } from 'playwright';
import type { z } from 'zod';
import { startXvfb, type MemoryScreen } from '../../scripts/lib/display.ts';
import { getElectron, type ElectronAtHand } from '../../scripts/lib/electron.ts';
import { attachToWindow } from '../../scripts/lib/kiosk-window.ts';
import type { kioskConfigurationSchema } from '../../shared/contract/index.ts';

export const ROOT = path.join(import.meta.dirname, '..', '..');
const PROBE = path.join(import.meta.dirname, 'probe');
const PANEL = { widthPixels: 1080, heightPixels: 1920 };

export interface KioskWish {
  /** A new temporary one when it is not given. */
  dataFolder?: string;
  /** Written as it is into the data folder; a text may be wrong JSON on purpose. */
  configuration?: z.input<typeof kioskConfigurationSchema> | string;
  /** Such as `:99`; a screen in memory of the reference panel's size otherwise. */
  display?: string;
  /** More variables of its surroundings. */
  env?: Record<string, string>;
  /** The smallest page and processes that keep the contract, instead of the built ones. */
  probe?: boolean;
  /** A folder with another page than the built one. */
  pageFolder?: string;
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
  /** The process of what is on the screen. */
  shownPage(): Promise<number>;
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
  const window = await attachToWindow({
    electron,
    kioskFolder: dataFolder,
    display: screen.display,
    env: {
      ...wish.env,
      ...(wish.probe === true
        ? { BORNE_PAGE: path.join(PROBE, 'page'), BORNE_CORE: path.join(PROBE, 'core.cjs') }
        : {}),
      ...(wish.pageFolder === undefined ? {} : { BORNE_PAGE: wish.pageFolder }),
    },
  });
  const { app } = window;
  const main = app.process().pid ?? 0;
  const processes = () => readProcesses(app, main);
  return {
    app,
    dataFolder,
    electron,
    page: () => window.page(),
    notice: () => window.notice(),
    processes,
    shownPage: () => shownPagePid(app),
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
      await window.close();
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
