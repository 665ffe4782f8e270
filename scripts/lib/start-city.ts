import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atTheEnd, startChild } from './children.ts';
import { cityFolders, newAgentPassword, setUpDemoCities } from './demo-city.ts';
import { startEmbeddedPostgres } from './postgres.ts';
import { ROOT } from './run.ts';
import { step } from './steps.ts';

/** As docs/running-the-city.md says: otherwise ten thousand kiosks that come at once leave 128 MiB of nothing behind. */
export const HUB_NODE_OPTIONS = ['--max-semi-space-size=8'];

export interface RunningCity {
  databaseUrl: string;
  hubUrl: string;
  consoleUrl: string;
  /** Only when it was made just now: it is shown once and kept nowhere in clear. */
  agentPassword: string | undefined;
}

/** Starts the city's side: PostgreSQL (or the one of DATABASE_URL), the demo cities, and a hub as a process of its own. */
export async function startCity(options: {
  dataFolder: string;
  hubPort: number;
  newPassword: boolean;
}): Promise<RunningCity> {
  const databaseUrl = await step('city', 'Start PostgreSQL', async (shown) => {
    const given = process.env['DATABASE_URL'];
    if (given) return given;
    const server = await startEmbeddedPostgres(join(options.dataFolder, 'city', 'postgres'), {
      report: (what) => shown.report(what),
    });
    atTheEnd(() => server.stop());
    return server.url;
  });
  const folders = cityFolders(options.dataFolder);
  await step('city', 'Publish the demo cities', () => setUpDemoCities(databaseUrl, folders));
  const agentPassword = await firstPassword(databaseUrl, options);
  const hubUrl = await step('city', 'Start the hub', () =>
    startHub(databaseUrl, folders.keys, options.hubPort),
  );
  return { databaseUrl, hubUrl, consoleUrl: `${hubUrl}/console/?city=pantin`, agentPassword };
}

async function firstPassword(
  databaseUrl: string,
  options: { dataFolder: string; newPassword: boolean },
): Promise<string | undefined> {
  const shownBefore = join(options.dataFolder, 'city', 'agent-has-a-password');
  if (existsSync(shownBefore) && !options.newPassword) return undefined;
  const password = await newAgentPassword(databaseUrl);
  mkdirSync(join(options.dataFolder, 'city'), { recursive: true });
  writeFileSync(shownBefore, '');
  return password;
}

async function startHub(databaseUrl: string, keysFolder: string, port: number): Promise<string> {
  const { ready } = await startChild({
    name: 'The hub',
    command: join(ROOT, 'node_modules', '.bin', 'node'),
    args: [...HUB_NODE_OPTIONS, join(ROOT, 'city', 'hub', 'main.ts')],
    env: {
      DATABASE_URL: databaseUrl,
      BORNE_HUB_PORT: String(port),
      BORNE_KEYS: keysFolder,
      BORNE_CONSOLE: join(ROOT, 'dist', 'console'),
      BORNE_PAGE: join(ROOT, 'dist', 'page'),
    },
    readyWhen: (line) => /^\{"listening":"([^"]+)"/.exec(line)?.[1],
    readyWithinSeconds: 30,
  });
  return ready;
}
