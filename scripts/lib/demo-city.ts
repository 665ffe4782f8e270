import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createAgent,
  createTenantKeys,
  migrate,
  openDatabase,
  publishFolder,
  type Database,
} from '../../city/hub/index.ts';
import { ROLES } from '../../shared/contract/index.ts';
import { ROOT } from './run.ts';
import { Trouble } from './steps.ts';

const CITIES = join(ROOT, 'resources', 'cities');

/** The kiosk of the demo stands in this one's hall and follows the others. */
export const HOME_TENANT = 'pantin';
const PARTNERS = ['paris', 'plaine-commune', 'sommet-citoyen'];
export const DEMO_TENANTS = [HOME_TENANT, ...PARTNERS];

export const DEMO_SITE = {
  id: 'maison-du-projet-des-quatre-chemins',
  name: 'Maison du projet des Quatre-Chemins',
};
export const DEMO_AGENT = 'agent';

export interface CityFolders {
  /** What a hub may read. */
  keys: string;
  /** What it may not: the root keys, which belong on a stick in a safe. */
  roots: string;
}

export function cityFolders(dataFolder: string): CityFolders {
  return { keys: join(dataFolder, 'city', 'keys'), roots: join(dataFolder, 'city', 'safe') };
}

/** Creates what is missing of the demo cities and publishes what changed; can be run as often as one likes. */
export async function setUpDemoCities(databaseUrl: string, folders: CityFolders): Promise<void> {
  await createKeys(folders, HOME_TENANT, PARTNERS);
  const database = openDatabase(databaseUrl);
  try {
    await migrate(database);
    for (const tenant of DEMO_TENANTS) await publishDemoCity(database, tenant);
  } finally {
    await database.end();
  }
}

/** The keys of a home tenant and of the partners that its root vouches for. */
export async function createKeys(
  folders: CityFolders,
  home: string,
  partners: readonly string[],
): Promise<void> {
  mkdirSync(folders.keys, { recursive: true });
  mkdirSync(folders.roots, { recursive: true });
  const places = { keysFolder: folders.keys, rootFolder: folders.roots };
  const known = [];
  for (const tenant of partners) {
    const { rootKey } = await createTenantKeys({
      ...places,
      tenant,
      services: formsOf(join(CITIES, tenant)),
      partners: [],
    });
    known.push({ tenant, rootKey });
  }
  await createTenantKeys({ ...places, tenant: home, services: formsOf(join(CITIES, home)), partners: known });
}

/** @throws Trouble that names each file and field that is not fit */
export async function publishDemoCity(
  database: Database,
  tenant: string,
  folder = join(CITIES, tenant),
): Promise<void> {
  const published = await publishFolder(database, tenant, folder);
  if (!published.ok)
    throw new Trouble(`The records of ${tenant} are not fit:\n${published.problems.join('\n')}`);
}

/** The services that ask something, by a folder of records, and so need a key to seal the answers to. */
export function formsOf(records: string): string[] {
  const folder = join(records, 'form');
  return existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.json$/, '')) : [];
}

/** A fresh password for the demo's agent, who does everything: the only time that it can be read. */
export async function newAgentPassword(databaseUrl: string): Promise<string> {
  const database = openDatabase(databaseUrl);
  try {
    return await createAgent(
      database,
      HOME_TENANT,
      DEMO_AGENT,
      ROLES.map((role) => ({ role })),
    );
  } finally {
    await database.end();
  }
}
