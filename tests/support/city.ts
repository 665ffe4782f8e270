import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import {
  createAgent,
  createEnrolmentCode,
  migrate,
  openDatabase,
  startHub,
  type Database,
  type Hub,
} from '../../city/hub/index.ts';
import { createKeys, DEMO_TENANTS, publishDemoCity } from '../../scripts/lib/demo-city.ts';
import { type Grant, ROLES } from '../../shared/contract/index.ts';
import { createDatabase } from './postgres.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 30_000;

export const TEST_SITE = { id: 'maison-du-projet', name: 'Maison du projet' };

/** Whoever does everything in a small town. */
export const EVERY_ROLE: Grant[] = ROLES.map((role) => ({ role }));

export interface CityOptions {
  /** The home tenant first, then its partners; all the demo cities by default. */
  tenants?: string[];
  /** Runs the hub as a process of its own, that can be killed. */
  asProcess?: boolean;
  /** How many hubs run over the one database; one unless said otherwise. */
  hubs?: number;
  /** The URL of another PostgreSQL server than the run's own, as for a test that kills it. */
  databaseServer?: string;
  /** The built console, when a test needs it. */
  consoleFolder?: string;
  /** The built page of the visitors, for the console's preview. */
  pageFolder?: string;
}

export interface CityHub {
  url: string;
  /** What it wrote into its log so far. */
  log(): string;
  /** SIGKILL; only of a hub that runs as a process. */
  kill(): Promise<void>;
  /** Starts it again at the same address, after `kill` or `pause`. */
  resume(): Promise<void>;
  /** Stops it and keeps everything else. */
  pause(): Promise<void>;
}

/** What is said of a hub here is about the first one. */
export interface City extends CityHub {
  hubs: readonly CityHub[];
  /** The home tenant. */
  tenant: string;
  tenants: string[];
  database: Database;
  databaseUrl: string;
  keysFolder: string;
  rootFolder: string;
  /** Of the home tenant. */
  agent: { name: string; password: string };
  /** A fresh code that enrols one kiosk of the home tenant. */
  enrolmentCode(): Promise<string>;
  /** Publishes the folder of a tenant's records again, or another folder. */
  publish(tenant: string, folder?: string): Promise<void>;
  stop(): Promise<void>;
}

/** A city with a fresh database, keys, the demo's records, an agent, and a hub that answers. */
export async function startCity(options: CityOptions = {}): Promise<City> {
  const tenants = options.tenants ?? DEMO_TENANTS;
  const [tenant = 'pantin', ...partners] = tenants;
  const folder = mkdtempSync(join(tmpdir(), 'borne-city-'));
  const keysFolder = join(folder, 'keys');
  const rootFolder = join(folder, 'safe');
  const testDatabase = await createDatabase(options.databaseServer ?? inject('databaseServer'));
  const database = openDatabase(testDatabase.url);
  await migrate(database);
  await createKeys({ keys: keysFolder, roots: rootFolder }, tenant, partners);

  const publish = (published: string, from?: string) => publishDemoCity(database, published, from);
  for (const each of tenants) await publish(each);

  const name = 'agent';
  const password = await createAgent(database, tenant, name, EVERY_ROLE);
  const setUp: HubSetUp = {
    database,
    databaseUrl: testDatabase.url,
    keysFolder,
    ...(options.consoleFolder === undefined ? {} : { consoleFolder: options.consoleFolder }),
    ...(options.pageFolder === undefined ? {} : { pageFolder: options.pageFolder }),
  };
  const first = await startCityHub(setUp, options);
  const hubs = [first];
  while (hubs.length < (options.hubs ?? 1)) hubs.push(await startCityHub(setUp, options));

  return {
    ...first,
    hubs,
    tenant,
    tenants,
    database,
    databaseUrl: testDatabase.url,
    keysFolder,
    rootFolder,
    agent: { name, password },
    enrolmentCode: () => createEnrolmentCode(database, tenant, TEST_SITE),
    publish,
    async stop() {
      for (const hub of hubs) await hub.pause();
      await database.end();
      await testDatabase.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startCityHub(setUp: HubSetUp, options: CityOptions): Promise<CityHub> {
  const runner = options.asProcess ? processRunner() : insideRunner();
  const url = await runner.start(setUp, 0);
  return {
    url,
    log: () => runner.log(),
    kill: () => runner.end('SIGKILL'),
    pause: () => runner.end('SIGTERM'),
    resume: async () => void (await runner.start(setUp, Number(new URL(url).port))),
  };
}

interface HubSetUp {
  database: Database;
  databaseUrl: string;
  keysFolder: string;
  consoleFolder?: string;
  pageFolder?: string;
}

/** Two ways of running the same hub. */
interface Runner {
  start(setUp: HubSetUp, port: number): Promise<string>;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  log(): string;
}

function insideRunner(): Runner {
  let hub: Hub | undefined;
  const lines: string[] = [];
  return {
    async start(setUp, port) {
      const { database, keysFolder, consoleFolder, pageFolder } = setUp;
      hub = await startHub({
        database,
        keysFolder,
        port,
        log: (line) => lines.push(JSON.stringify(line)),
        ...(consoleFolder === undefined ? {} : { consoleFolder }),
        ...(pageFolder === undefined ? {} : { pageFolder }),
      });
      return hub.url;
    },
    async end(signal) {
      if (signal === 'SIGKILL') throw new Error('only a hub started with asProcess can be killed');
      await hub?.close();
      hub = undefined;
    },
    log: () => lines.join('\n'),
  };
}

function processRunner(): Runner {
  let child: ChildProcess | undefined;
  let written = '';
  return {
    start(setUp, port) {
      const started = spawn(process.execPath, [join(REPOSITORY, 'city/hub/main.ts')], {
        env: {
          ...process.env,
          DATABASE_URL: setUp.databaseUrl,
          BORNE_KEYS: setUp.keysFolder,
          BORNE_HUB_PORT: String(port),
          ...(setUp.consoleFolder === undefined ? {} : { BORNE_CONSOLE: setUp.consoleFolder }),
          ...(setUp.pageFolder === undefined ? {} : { BORNE_PAGE: setUp.pageFolder }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      started.stderr.on('data', (data: Buffer) => (written += data.toString()));
      return listeningUrl(started, () => written);
    },
    async end(signal) {
      const ending = child;
      child = undefined;
      if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
      const ended = new Promise((exited) => ending.once('exit', exited));
      ending.kill(signal);
      await ended;
    },
    log: () => written,
  };
}

function listeningUrl(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((ready, failed) => {
    const timer = setTimeout(() => failed(new Error(`the hub did not start:\n${log()}`)), READY_WITHIN_MS);
    child.once('exit', () => failed(new Error(`the hub ended at once:\n${log()}`)));
    child.stdout?.once('data', (data: Buffer) => {
      clearTimeout(timer);
      ready((JSON.parse(data.toString()) as { listening: string }).listening);
    });
  });
}
