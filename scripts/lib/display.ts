import { execFile, spawn } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { err, ok, type Result } from '../../shared/result/index.ts';

const runFile = promisify(execFile);

/** What an Electron needs on a bare Debian or Ubuntu, with the screen in memory that tests are shown on. */
const DEBIAN_PACKAGES = [
  'xvfb',
  'libnss3',
  'libgtk-3-0',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxtst6',
];
const START_MILLISECONDS = 10_000;

export interface ScreenSize {
  widthPixels: number;
  heightPixels: number;
}

export interface MemoryScreenWish extends ScreenSize {
  /** End by itself once every window that was shown on it is gone, even if whoever started it was killed. */
  endWithWindows?: boolean;
}

export interface MemoryScreen {
  /** The value for `DISPLAY`, such as `:99`. */
  display: string;
  stop(): void;
}

/** Whether somebody could see a window of ours. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * Starts a screen in memory under the first free display number.
 * `no-xvfb`: the program is not installed; `not-started`: it gave no display within ten seconds.
 */
export async function startXvfb({
  widthPixels,
  heightPixels,
  endWithWindows = false,
}: MemoryScreenWish): Promise<Result<MemoryScreen, 'no-xvfb' | 'not-started'>> {
  const words = ['-displayfd', '3', '-screen', '0', `${widthPixels}x${heightPixels}x24`, '-nolisten', 'tcp'];
  // Without -noreset or -terminate an X server forgets everything each time its last window goes.
  words.push(endWithWindows ? '-terminate' : '-noreset');
  const server = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = () => server.kill();
  const stopWithUs = () => server.kill('SIGKILL');
  process.once('exit', stopWithUs);
  server.once('exit', () => process.off('exit', stopWithUs));
  return new Promise((resolve) => {
    const tooLong = setTimeout(() => {
      stop();
      resolve(err('not-started'));
    }, START_MILLISECONDS);
    server.once('error', () => {
      clearTimeout(tooLong);
      resolve(err('no-xvfb'));
    });
    server.once('exit', () => {
      clearTimeout(tooLong);
      resolve(err('not-started'));
    });
    server.stdio[3]?.once('data', (number: Buffer) => {
      clearTimeout(tooLong);
      resolve(ok({ display: `:${number.toString().trim()}`, stop }));
    });
  });
}

/** The shared libraries and programs that `executable` needs and this machine lacks; empty when all is there. */
export async function missingLibraries(executable: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const listing = await runFile('ldd', [executable], { env: { ...process.env, LC_ALL: 'C' } }).catch(
    () => undefined,
  );
  const libraries = (listing?.stdout ?? '')
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0] ?? line);
  return hasDisplay() || (await hasProgram('Xvfb')) ? libraries : [...libraries, 'Xvfb'];
}

/** The one command to type when the set-up may not install the libraries itself. */
export function installCommand(): string {
  return `sudo apt-get install -y ${DEBIAN_PACKAGES.join(' ')}`;
}

export interface InstallWish {
  /** Asked only when somebody sits before the terminal. */
  mayInstall(): Promise<boolean>;
  /** Told each line that the package manager says. */
  report(line: string): void;
}

/**
 * Installs the libraries with the system's package manager. `not-allowed`: not root, not Debian or Ubuntu, or the answer
 * was no (show `installCommand()`); `not-installed`: the package manager failed.
 */
export async function installLibraries({
  mayInstall,
  report,
}: InstallWish): Promise<Result<undefined, 'not-allowed' | 'not-installed'>> {
  if (process.getuid?.() !== 0 || !(await isDebian())) return err('not-allowed');
  if (process.stdin.isTTY && !(await mayInstall())) return err('not-allowed');
  const updated = await runAptGet(['update'], report);
  const installed = updated && (await runAptGet(['install', '-y', ...(await knownPackages())], report));
  return installed ? ok() : err('not-installed');
}

/** Newer Debians and Ubuntus renamed some libraries with a `t64` ending. */
async function knownPackages(): Promise<string[]> {
  return Promise.all(
    DEBIAN_PACKAGES.map(async (name) => {
      const renamed = await runFile('apt-cache', ['show', '--no-all-versions', `${name}t64`]).then(
        ({ stdout }) => stdout !== '',
        () => false,
      );
      return renamed ? `${name}t64` : name;
    }),
  );
}

function runAptGet(words: string[], report: (line: string) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('apt-get', words, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => chunk.toString().split('\n').filter(Boolean).forEach(report));
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}

async function hasProgram(name: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = await Promise.all(
    folders.map((folder) =>
      access(path.join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
