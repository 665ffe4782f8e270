import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEnrolmentCode, openDatabase } from '../../city/hub/index.ts';
import { startChild } from './children.ts';
import { DEMO_SITE, HOME_TENANT } from './demo-city.ts';
import { type ElectronAtHand } from './electron.ts';
import { ROOT } from './run.ts';
import { Trouble } from './steps.ts';

export interface OpenKiosk {
  /** `electron <version>` or `browser` */
  window: string;
  /** Where a browser finds it; null for a window. */
  url: string | null;
}

const NODE = join(ROOT, 'node_modules', '.bin', 'node');

/**
 * Writes the kiosk's configuration: where its hub is, and a fresh code to enrol with, which a kiosk that is enrolled
 * leaves unused. What somebody else wrote into the file stays.
 * @returns the kiosk's data folder
 */
export async function prepareKiosk(
  dataFolder: string,
  city: { databaseUrl: string; hubUrl: string },
): Promise<string> {
  const folder = join(dataFolder, 'kiosk');
  const file = join(folder, 'configuration.json');
  mkdirSync(folder, { recursive: true });
  const database = openDatabase(city.databaseUrl);
  try {
    const enrolmentCode = await createEnrolmentCode(database, HOME_TENANT, DEMO_SITE);
    const ours = { hub: city.hubUrl, enrolmentCode };
    writeFileSync(
      file,
      `${JSON.stringify({ syncEverySeconds: 2, bootSplaySeconds: 0, ...readWritten(file), ...ours }, undefined, 2)}\n`,
    );
  } finally {
    await database.end();
  }
  return folder;
}

function readWritten(file: string): object {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch {
    throw new Trouble(`${file} is not JSON. Mend it, or move it away and start again.`);
  }
}

const SHOWN_WITHIN_MS = 60_000;

/** Opens the real window and waits until a visitor could touch it. */
export async function openWindow(options: {
  electron: ElectronAtHand;
  kioskFolder: string;
  onClosed: () => void;
}): Promise<OpenKiosk> {
  const { electron, kioskFolder, onClosed } = options;
  const journal = join(kioskFolder, 'logs', 'shell.ndjson');
  const from = existsSync(journal) ? statSync(journal).size : 0;
  const opened = startChild({
    name: 'The window',
    command: electron.executable,
    args: [ROOT, `--data=${kioskFolder}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { BORNE_NODE: realpathSync(NODE), BORNE_WITH_PARENT: '1' },
    readyWhen: () => undefined,
    readyWithinSeconds: SHOWN_WITHIN_MS / 1_000,
    onExit: onClosed,
  });
  await Promise.race([opened, whenShown(journal, from)]);
  opened.catch(() => undefined);
  return { window: `electron ${electron.version}`, url: null };
}

async function whenShown(journal: string, from: number): Promise<void> {
  const limit = Date.now() + SHOWN_WITHIN_MS;
  while (Date.now() < limit) {
    const written = existsSync(journal) ? readFileSync(journal).subarray(from).toString() : '';
    if (written.includes('"visit-shown"')) return;
    await sleep(100);
  }
}

/** Serves the same kiosk for a browser on this machine; `pageFolder` is another page than the one that ships. */
export async function openInBrowserMode(options: {
  kioskFolder: string;
  port: number;
  pageFolder?: string;
}): Promise<OpenKiosk> {
  const { ready } = await startChild({
    name: 'The kiosk',
    command: NODE,
    args: [
      join(ROOT, 'electron', 'core', 'loopback', 'main.ts'),
      '--data',
      options.kioskFolder,
      '--page',
      options.pageFolder ?? join(ROOT, 'dist', 'page'),
      '--port',
      String(options.port),
    ],
    readyWhen: (line) => /^\{"kiosk":"([^"]+)"/.exec(line)?.[1],
    readyWithinSeconds: 30,
  });
  return { window: 'browser', url: ready };
}
