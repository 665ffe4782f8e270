import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../scripts/lib/postgres.ts';
import { descendantsOf } from '../../tests/support/memory.ts';
import { runOnce } from '../../tests/support/postgres.ts';
import { endPrograms } from './program.ts';

/** Of one tick of `/proc`, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Where everything is measured: a PostgreSQL that flushes to the disk, and folders that go away at the end. */
export interface Ground {
  newFolder(): string;
  /** A fresh folder with the files of another. */
  copyOf(folder: string): string;
  /** Creates a database, empty or a copy of another that nobody uses just now; gives its URL. */
  newDatabase(from?: string): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  /** Of all of PostgreSQL's processes since it started; 0 where there is no `/proc`. */
  postgresCpuSeconds(): number;
  end(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'borne-bench-'));
  // PostgreSQL's own user must be able to reach its files in it.
  const postgresFolder = mkdtempSync(join(tmpdir(), 'borne-bench-postgres-'));
  const server = await startEmbeddedPostgres(postgresFolder);
  let folders = 0;
  let databases = 0;
  const newFolder = () => {
    const fresh = join(folder, String(++folders));
    mkdirSync(fresh);
    return fresh;
  };
  return {
    newFolder,
    copyOf(filled) {
      const copy = newFolder();
      cpSync(filled, copy, { recursive: true });
      return copy;
    },
    async newDatabase(from) {
      const url = new URL(server.url);
      url.pathname = `/bench_${++databases}`;
      const template = from === undefined ? '' : ` template ${nameIn(from)}`;
      await runOnce(server.url, `create database ${nameIn(url.href)}${template}`);
      return url.href;
    },
    dropDatabase: (url) => runOnce(server.url, `drop database ${nameIn(url)} with (force)`),
    postgresCpuSeconds: () => cpuSecondsOf(join(postgresFolder, 'data', 'postmaster.pid')),
    async end() {
      await endPrograms();
      await server.stop();
      for (const used of [folder, postgresFolder]) rmSync(used, { recursive: true, force: true });
    },
  };
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1);
}

function cpuSecondsOf(pidFile: string): number {
  if (process.platform !== 'linux') return 0;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const ticks = descendantsOf(pid).reduce((sum, each) => sum + ticksOf(each, each === pid), 0);
  return ticks / TICKS_PER_SECOND;
}

/** @param withEnded also what its children used that have ended */
function ticksOf(pid: number, withEnded: boolean): number {
  try {
    // The name, in parentheses, may hold spaces: the numbers are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    return (user ?? 0) + (system ?? 0) + (withEnded ? (endedUser ?? 0) + (endedSystem ?? 0) : 0);
  } catch {
    return 0;
  }
}
