/*
 * Carries the sync on a stick, for kiosks without a network. Needs DATABASE_URL and BORNE_KEYS, as the hub does.
 *
 *   npm run bundle -- export FOLDER   writes what the tenants' kiosks follow, answers included, for all of them
 *   npm run bundle -- verify FOLDER   says whether the stick is whole and signed by the tenants' keys
 *   npm run bundle -- import FOLDER   takes in what kiosks left there; again, or out of order, does no harm
 *
 *   --tenant NAME   one tenant only; usually all those of BORNE_KEYS
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  exportBundle,
  importBundle,
  openDatabase,
  openKeyRing,
  verifyBundle,
  type Database,
  type KeyRing,
  type TenantKeys,
} from '../city/hub/index.ts';
import { Trouble } from './lib/steps.ts';

const SENTENCES = {
  'no-bundle': 'holds no whole export: export it again',
  'not-ours': 'is not signed by this city: do not use it',
  altered: 'was altered or is damaged: export it again',
} as const;

const USAGE = 'npm run bundle -- export|verify|import FOLDER [--tenant NAME]';

interface Work {
  ring: KeyRing;
  keys: TenantKeys;
  folder: string;
}

const WORKS: Record<string, (work: Work) => Promise<string>> = {
  export: (work) => withDatabase((database) => exportOne(database, work)),
  import: (work) => withDatabase((database) => importOne(database, work)),
  verify: verifyOne,
};

async function exportOne(database: Database, { keys, folder }: Work): Promise<string> {
  const done = await exportBundle(database, keys, folder);
  if (done === 'busy')
    throw new Trouble(`${keys.tenant} is being published just now: try again in a minute.`);
  return `${keys.tenant}: ${(done.bytes / 1e6).toFixed(1)} MB for ${done.kiosks} kiosks`;
}

async function importOne(database: Database, { ring, keys, folder }: Work): Promise<string> {
  const reception = { database, ring, now: () => new Date(), onFailure: () => undefined };
  const count = await importBundle(reception, keys.tenant, folder);
  const parts = Object.entries(count).filter(([, number]) => number > 0);
  return `${keys.tenant}: ${parts.map(([outcome, number]) => `${number} ${outcome}`).join(', ') || 'nothing'}`;
}

async function verifyOne({ keys, folder }: Work): Promise<string> {
  const verified = await verifyBundle(keys, folder);
  if (!verified.ok) throw new Trouble(`${keys.tenant}: this stick ${SENTENCES[verified.reason]}.`);
  return `${keys.tenant}: whole, ${verified.value.files.length} files, at position ${verified.value.head}`;
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(fromEnvironment('DATABASE_URL'));
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Trouble(`The environment variable ${name} is missing.`);
  return value;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { tenant: { type: 'string' } },
  });
  const [name = '', folder = ''] = positionals;
  const work = Object.hasOwn(WORKS, name) ? WORKS[name] : undefined;
  if (work === undefined || folder === '') throw new Trouble(USAGE);
  if (name !== 'export' && !existsSync(folder)) throw new Trouble(`There is no folder ${folder}.`);
  const ring = openKeyRing(fromEnvironment('BORNE_KEYS'));
  for (const tenant of values.tenant === undefined ? ring.tenants() : [values.tenant]) {
    const keys = await ring.of(tenant);
    if (keys === undefined) throw new Trouble(`There are no keys of ${tenant} here.`);
    console.log(await work({ ring, keys, folder }));
  }
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? `✗ ${error.message}` : '✗ unknown failure');
  process.exitCode = 1;
}
