import { spawn, type ChildProcess } from 'node:child_process';
import { access, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { err, ok, type Result } from '../../shared/result/index.ts';
import { fallbackFits, findFallback, makeFallback } from './electron-fallback.ts';

export interface ElectronAtHand {
  executable: string;
  version: string;
  /** `own` is the Electron of package.json; `fallback` an older one for trying and testing behind a firewall. */
  source: 'own' | 'fallback';
}

export interface ElectronProgress {
  step: 'fetching-own' | 'own-unreachable' | 'fetching-fallback' | 'unpacking-fallback';
  bytes: number;
  totalBytes?: number;
}

export interface ElectronWish {
  /** Kept between runs, outside node_modules: `.cache/electron`. */
  cacheFolder: string;
  report(progress: ElectronProgress): void;
}

/** A blocked address often answers nothing at all: a download that brings no byte for so long is given up. */
const SILENCE_MILLISECONDS = 15_000;
const LOOK_MILLISECONDS = 500;
/** A firewall does not change from one start to the next: the own download is not tried again before this. */
const RETRY_AFTER_MILLISECONDS = 24 * 3_600_000;

/**
 * The Electron to run: the one of package.json, downloaded when that is possible, else the fallback.
 * `no-electron`: neither could be had; the kiosk can still be tried in a browser.
 */
export async function getElectron({
  cacheFolder,
  report,
}: ElectronWish): Promise<Result<ElectronAtHand, 'no-electron'>> {
  const wish = { cacheFolder: path.resolve(cacheFolder), report };
  const installed = await findOwn();
  if (installed !== undefined) return ok(installed);
  const fallback = await findFallback(wish.cacheFolder);
  if (await worthTrying(wish.cacheFolder)) {
    const downloaded = await downloadOwn(wish);
    if (downloaded !== undefined) return ok(downloaded);
  }
  if (fallback !== undefined) return ok({ ...fallback, source: 'fallback' });
  if (!fallbackFits()) return err('no-electron');
  try {
    const made = await makeFallback(wish.cacheFolder, ({ step, ...amount }) =>
      wish.report({ step: `${step}-fallback`, ...amount }),
    );
    return ok({ ...made, source: 'fallback' });
  } catch {
    return err('no-electron');
  }
}

function ownFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

async function findOwn(): Promise<ElectronAtHand | undefined> {
  const folder = ownFolder();
  try {
    const name = await readFile(path.join(folder, 'path.txt'), 'utf8');
    const version = await readFile(path.join(folder, 'dist', 'version'), 'utf8');
    const executable = path.join(folder, 'dist', name);
    await access(executable);
    return { executable, version: version.trim().replace(/^v/, ''), source: 'own' };
  } catch {
    return undefined;
  }
}

async function downloadOwn({ cacheFolder, report }: ElectronWish): Promise<ElectronAtHand | undefined> {
  const arriving = path.resolve(cacheFolder, `arriving-${process.pid}`);
  await mkdir(arriving, { recursive: true });
  const child = spawn(process.execPath, [path.join(ownFolder(), 'install.js')], {
    // The downloader keeps its unfinished file in the temporary folder; a folder of ours lets its growth be seen.
    env: { ...process.env, TMPDIR: arriving, TEMP: arriving },
    stdio: 'ignore',
  });
  try {
    await finishOrSilence(
      child,
      () => folderSize(arriving),
      (bytes) => report({ step: 'fetching-own', bytes }),
    );
  } finally {
    await rm(arriving, { recursive: true, force: true });
  }
  const own = await findOwn();
  if (own === undefined) {
    report({ step: 'own-unreachable', bytes: 0 });
    await writeFile(unreachableMark(cacheFolder), '');
  }
  return own;
}

function finishOrSilence(
  child: ChildProcess,
  measure: () => Promise<number>,
  tell: (bytes: number) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let received = 0;
    let lastGrowth = Date.now();
    const look = async () => {
      const bytes = await measure();
      if (bytes > received) {
        received = bytes;
        lastGrowth = Date.now();
        tell(bytes);
      } else if (Date.now() - lastGrowth > SILENCE_MILLISECONDS) child.kill('SIGKILL');
    };
    const looking = setInterval(() => void look(), LOOK_MILLISECONDS);
    child.on('error', () => child.emit('exit'));
    child.on('exit', () => {
      clearInterval(looking);
      resolve();
    });
  });
}

/** Once everything has arrived it is unpacked in node_modules, which counts as progress too. */
async function folderSize(folder: string): Promise<number> {
  const sizes = await Promise.all([folder, path.join(ownFolder(), 'dist')].map(sizeInside));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeInside(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(
        async (entry) =>
          (await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0,
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function unreachableMark(cacheFolder: string): string {
  return path.join(cacheFolder, 'own-unreachable');
}

async function worthTrying(cacheFolder: string): Promise<boolean> {
  const mark = await stat(unreachableMark(cacheFolder)).catch(() => undefined);
  return mark === undefined || Date.now() - mark.mtimeMs > RETRY_AFTER_MILLISECONDS;
}
