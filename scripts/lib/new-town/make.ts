import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createAgent,
  createEnrolmentCode,
  createTenantKeys,
  type Database,
  migrate,
  publishFolder,
} from '../../../city/hub/index.ts';
import { startChild } from '../children.ts';
import { formsOf } from '../demo-city.ts';
import { ROOT } from '../run.ts';
import { step, Trouble } from '../steps.ts';
import { type NewTown, SETTINGS_FILE } from './options.ts';
import { startTrialKiosk } from './trial.ts';

/** What somebody has to write down: it is shown once. */
export interface MadeTown {
  password: string;
  enrolmentCode: string;
  settingsFile: string;
  rootFolder: string;
}

const GROUP = 'new-town';
const NODE = join(ROOT, 'node_modules', '.bin', 'node');
const CONSOLE = join(ROOT, 'dist', 'console');

/** From an empty database to a kiosk that has proved its first sync, each step timed. */
export async function makeTown(town: NewTown, database: Database): Promise<MadeTown> {
  const keysFolder = join(town.folder, 'keys');
  const rootFolder = join(town.folder, 'safe');
  const contentFolder = town.content ?? join(town.folder, 'content');
  if (town.content === undefined) writeFirstContent(town, contentFolder);
  await step(GROUP, 'Make the keys', async () => {
    for (const folder of [keysFolder, rootFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { tenant } = town;
    await createTenantKeys({
      keysFolder,
      rootFolder,
      tenant,
      services: formsOf(contentFolder),
      partners: [],
    });
  });
  await step(GROUP, 'Prepare the database', () => migrate(database));
  const password = await step(GROUP, 'Make the first account', () =>
    createAgent(database, town.tenant, town.administrator, [{ role: 'administrator' }]),
  );
  await step(GROUP, 'Publish the first content', () => publish(database, town.tenant, contentFolder));
  const url = await step(GROUP, 'Start the hub', () => startHub(town, keysFolder));
  const kiosk = await step(GROUP, 'Start a trial kiosk without a window', () =>
    startTrialKiosk(database, town.tenant, url),
  );
  await step(GROUP, 'Wait for its enrolment and the proof of its first sync', () => kiosk.proved());
  await step(GROUP, 'Take the trial kiosk out of service', () => kiosk.end());
  const enrolmentCode = await createEnrolmentCode(database, town.tenant, town.site, town.administrator);
  return { password, enrolmentCode, settingsFile: writeSettings(town, keysFolder), rootFolder };
}

function writeFirstContent({ name }: NewTown, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const tenant = { name: { original: 'fr', fr: { text: name, by: 'human' } } };
  writeFileSync(join(folder, 'tenant.json'), `${JSON.stringify(tenant, undefined, 2)}\n`);
}

async function publish(database: Database, tenant: string, folder: string): Promise<void> {
  const published = await publishFolder(database, tenant, folder);
  if (!published.ok) throw new Trouble(`The content is not fit:\n${published.problems.join('\n')}`);
}

async function startHub({ databaseUrl }: NewTown, keysFolder: string): Promise<string> {
  const { ready } = await startChild({
    name: 'The hub',
    command: NODE,
    args: [join(ROOT, 'city', 'hub', 'main.ts')],
    env: { DATABASE_URL: databaseUrl, BORNE_KEYS: keysFolder },
    readyWhen: (line) => /^\{"listening":"(.+)"\}$/.exec(line)?.[1],
    readyWithinSeconds: 30,
  });
  return ready;
}

/** For the hub as a service of the system; nobody else may read the password of the database in it. */
function writeSettings({ databaseUrl, folder }: NewTown, keysFolder: string): string {
  const file = join(folder, SETTINGS_FILE);
  const lines = [
    `DATABASE_URL=${databaseUrl}`,
    `BORNE_KEYS=${keysFolder}`,
    `BORNE_CONSOLE=${CONSOLE}`,
    'BORNE_HUB_HOST=127.0.0.1',
    'BORNE_HUB_PORT=8080',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}
