import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchFiles } from '../support/canary.ts';
import { eventually } from '../support/eventually.ts';
import { launchKiosk, type RunningKiosk } from '../support/kiosk.ts';

/** One visitor, one window, one reader; and what happens when any of the processes goes (`priv-4`, `res-1`, `res-2`). */
const WIPED_WITHIN_MS = 2_000;
const SILENCE_NOTICED_WITHIN_MS = 20_000;
let kiosk: RunningKiosk;

beforeEach(async () => {
  kiosk = await launchKiosk({ probe: true });
});

afterEach(async () => {
  await kiosk.close();
  rmSync(kiosk.dataFolder, { recursive: true, force: true });
});

/** The processes of the windows that have their page, shown or not. */
function loadedPages(): Promise<number[]> {
  return kiosk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map(({ webContents }) => webContents)
      .filter((contents) => contents.getURL().startsWith('app://borne/') && !contents.isLoading())
      .map((contents) => contents.getOSProcessId()),
  );
}

describe('the end of a visit', () => {
  it('gives the next visitor a session, a page process and a reader of their own, and ends the old ones', async () => {
    const first = await served();
    const session = await sessionName();
    const before = await kiosk.processes();
    const old = await oldProcesses(first);

    await end(first);
    await haveGone(old, WIPED_WITHIN_MS);
    const second = await served();

    const after = await kiosk.processes();
    expect(await sessionName()).not.toBe(session);
    expect(after.core).toBe(before.core);
    expect(after.pages).not.toContain(old[0]);
    expect(await readerOf(second)).not.toBe(old[1]);
    expect(after.readers).not.toContain(old[1]);
  });

  it('shows the next visit at once', async () => {
    const first = await served();
    await eventually(async () => expect((await kiosk.processes()).readers).toHaveLength(2));
    let readyBefore: number[] = [];
    await eventually(async () => {
      readyBefore = await loadedPages();
      // The notice behind everything, this visit, and the next one.
      expect(readyBefore).toHaveLength(3);
    });
    await end(first);
    await kiosk.page();
    // Its page was there already: nobody waited for one to be made.
    expect(readyBefore).toContain(await kiosk.shownPage());
  });

  it('leaves nothing that was stored for the next visitor, on the disk or in the clipboard', async () => {
    const canary = newCanary();
    const first = await served();
    await first.evaluate(store, canary);
    await kiosk.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), canary);
    expect((await first.evaluate(stored)).sort()).toEqual(['database', 'local', 'session']);

    await end(first);
    const second = await served();

    expect(await second.evaluate(stored)).toEqual([]);
    expect(await kiosk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
    expect(searchFiles(kiosk.dataFolder, [canary])).toEqual([]);
    await kiosk.close();
    expect(searchFiles(kiosk.dataFolder, [canary])).toEqual([]);
  });
});

describe('a process that goes', () => {
  it('is replaced when it is the core, and the same page works again', async () => {
    const page = await served();
    const { core } = await kiosk.processes();
    await kiosk.killCore();
    await eventually(async () => {
      const answered = await answer(page, 'recording');
      expect(answered).toMatch(/^core \d+$/);
      expect(answered).not.toBe(`core ${core}`);
    });
    expect(await answer(page, 'reading')).toMatch(/^reader \d+$/);
    expect(await kiosk.page()).toBe(page);
  });

  it('is replaced when it is the reader', async () => {
    const page = await served();
    const reader = await readerOf(page);
    process.kill(reader, 'SIGKILL');
    await eventually(async () => expect(await readerOf(page)).not.toBe(reader));
  });

  it('is replaced by a new visit when it is the page', async () => {
    const page = await served();
    const old = await oldProcesses(page);
    await kiosk.killPage();
    await haveGone(old, WIPED_WITHIN_MS);
    const next = await served();
    expect(next).not.toBe(page);
    expect(events()).toContainEqual(expect.objectContaining({ event: 'page-lost', why: 'gone' }));
  });

  it('shows a text and never a white screen while no page is ready', async () => {
    await served();
    const { pages } = await kiosk.processes();
    const notice = await noticePage();
    await noteWhenTheNoticeIsShown();
    for (const pid of pages.filter((pid) => pid !== notice)) process.kill(pid, 'SIGKILL');
    await eventually(async () =>
      expect(await kiosk.app.evaluate(() => Reflect.get(globalThis, 'noticeShown'))).toBe(true),
    );
    await eventually(async () => expect(await noticeTitle()).toBe('La borne redémarre'));
    await served();
  });

  it('is noticed when it is still there but says nothing', async () => {
    const page = await served();
    await page.evaluate(() => clearInterval(Reflect.get(window, 'beating') as number));
    await eventually(() => {
      expect(events()).toContainEqual(expect.objectContaining({ event: 'page-lost', why: 'silent' }));
    }, SILENCE_NOTICED_WITHIN_MS);
    expect(await served()).not.toBe(page);
  });
});

describe('a kiosk that cannot start', () => {
  it.each([
    ['{ "hub": "https://hub.example", "iddle": {} }', 'iddle'],
    ['{ "hub": 7 }', 'hub'],
    ['{ "hub": "https://hub.example", "syncEverySeconds": 0 }', 'syncEverySeconds'],
    ['{ "hub": ', 'configuration.json'],
  ])('names the file and the key on the screen: %s', async (configuration, key) => {
    const broken = await launchKiosk({ probe: true, configuration });
    try {
      const text = await (await broken.notice()).innerText('main');
      expect(text).toContain(path.join(broken.dataFolder, 'configuration.json'));
      expect(text).toContain(key);
      expect(text).not.toMatch(/\bat \S+:\d+|Error/);
    } finally {
      await broken.close();
    }
  });

  it('starts by itself once the configuration is put right', async () => {
    const broken = await launchKiosk({ probe: true, configuration: '{}' });
    try {
      await broken.notice();
      writeFileSync(path.join(broken.dataFolder, 'configuration.json'), '{ "hub": "https://hub.example" }');
      expect(await (await broken.page()).title()).toBe('Sonde');
    } finally {
      await broken.close();
    }
  });

  it('says which folder its core refuses, and goes on once it no longer does', async () => {
    const refusing = path.join(kiosk.dataFolder, 'refuse-core');
    await served();
    mkdirSync(refusing);
    await kiosk.killCore();
    expect(await (await kiosk.notice()).innerText('main')).toContain(kiosk.dataFolder);
    rmSync(refusing, { recursive: true });
    await eventually(async () => {
      expect(await answer(await kiosk.page(), 'recording')).toMatch(/^core \d+$/);
    }, SILENCE_NOTICED_WITHIN_MS);
  });
});

it('ends everything within seconds when the system asks', async () => {
  await served();
  const { main, core, readers, pages } = await kiosk.processes();
  process.kill(main, 'SIGTERM');
  await haveGone([main, core ?? main, ...readers, ...pages], 3_000);
});

it('lets only one kiosk work on a data folder', async () => {
  await served();
  await expect(launchKiosk({ probe: true, dataFolder: kiosk.dataFolder })).rejects.toThrow();
  expect(await (await kiosk.page()).title()).toBe('Sonde');
});

/** The page on the screen, once both processes answered it. */
async function served(): Promise<Page> {
  return eventually(async () => {
    const page = await kiosk.page();
    expect(await answer(page, 'reading')).toMatch(/^reader \d+$/);
    expect(await answer(page, 'recording')).toMatch(/^core \d+$/);
    return page;
  });
}

async function answer(page: Page, name: 'reading' | 'recording'): Promise<string> {
  return (await page.textContent(`#${name}`, { timeout: 1_000 })) ?? '';
}

async function readerOf(page: Page): Promise<number> {
  const answered = await answer(page, 'reading');
  expect(answered).toMatch(/^reader \d+$/);
  return Number(answered.split(' ')[1]);
}

async function oldProcesses(page: Page): Promise<[page: number, reader: number]> {
  return [await shownPage(), await readerOf(page)];
}

async function end(page: Page): Promise<void> {
  await page.evaluate(() => {
    const bridge = Reflect.get(window, 'borne') as { endVisit(message: unknown): Promise<void> };
    void bridge.endVisit({ why: 'finished' });
  });
}

function newCanary(): string {
  return `serin${Math.random().toString(36).slice(2)}`;
}

function shownPage(): Promise<number> {
  return kiosk.app.evaluate(({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
    return shown?.webContents.getOSProcessId() ?? 0;
  });
}

/** The notice was opened first. */
function noticePage(): Promise<number> {
  return kiosk.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.fromId(1)?.webContents.getOSProcessId() ?? 0,
  );
}

/** The next page may be ready so soon that whoever only looks now and then never sees the notice. */
function noteWhenTheNoticeIsShown(): Promise<void> {
  return kiosk.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.fromId(1)?.once('show', () => Reflect.set(globalThis, 'noticeShown', true));
  });
}

/** The text of the notice's window, which keeps it once a page stands before it. */
function noticeTitle(): Promise<string> {
  return kiosk.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.fromId(1)?.webContents.executeJavaScript(
        'document.querySelector("h1")?.innerText ?? ""',
      ) as Promise<string>,
  );
}

function sessionName(): Promise<string> {
  return kiosk.app.evaluate(({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
    if (shown?.webContents.session.isPersistent() !== false)
      throw new Error('the session is kept on the disk');
    const contents = shown.webContents as unknown as { getLastWebPreferences(): { partition?: string } };
    return `${contents.getLastWebPreferences().partition ?? ''} ${shown.id}`;
  });
}

async function haveGone(pids: number[], withinMs: number): Promise<void> {
  await eventually(() => {
    for (const pid of pids) expect(isRunning(pid), `process ${pid}`).toBe(false);
  }, withinMs);
}

function isRunning(pid: number): boolean {
  try {
    // A process that has ended but was not yet collected by its parent is gone all the same.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function events(): { event: string }[] {
  return readFileSync(path.join(kiosk.dataFolder, 'logs', 'shell.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string });
}

async function store(canary: string): Promise<void> {
  localStorage.setItem('canary', canary);
  sessionStorage.setItem('canary', canary);
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('canary', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('canary'));
    opening.addEventListener('error', reject);
    opening.addEventListener('success', () => {
      const writing = opening.result.transaction('canary', 'readwrite');
      writing.objectStore('canary').put(canary, 'canary');
      writing.addEventListener('complete', () => resolve());
    });
  });
}

async function stored(): Promise<string[]> {
  const found: Record<string, boolean> = {
    local: localStorage.length > 0,
    session: sessionStorage.length > 0,
    cookie: document.cookie !== '',
    cache: (await caches.keys()).length > 0,
    database: (await indexedDB.databases()).length > 0,
  };
  return Object.keys(found).filter((name) => found[name]);
}
