/*
 * Carries the sync on a stick, for kiosks without a network. Needs DATABASE_URL and BORNE_KEYS, as the hub does.
 *
 *   npm run bundle -- export FOLDER   writes what the tenants' kiosks follow, answers included, and what became of their items
 *   npm run bundle -- verify FOLDER   says whether the stick is whole and signed by the tenants' keys
 *   npm run bundle -- import FOLDER   takes in what kiosks left there; again, or out of order, does no harm
 *
 *   --tenant NAME   one tenant only; usually all those of BORNE_KEYS
 *
 * Ends with 0 when all went well, 1 when something must be done again, 2 when it was called in a wrong way.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type BundleCount,
  exportBundle,
  importBundle,
  openDatabase,
  openKeyRing,
  verifyBundle,
  type Database,
  type KeyRing,
  type TenantKeys,
} from '../city/hub/index.ts';

const SENTENCES = {
  'no-bundle': 'holds no whole export: it was pulled out too early, or never written. Export it again',
  'not-ours': 'is not signed by this city: do not use it',
  altered: 'was altered or is damaged: export it again, on another stick if it happens twice',
} as const;

/** What became of what kiosks left; those with `again` ask for something, and the command ends with 1. */
const COUNTED: Record<keyof BundleCount, { said: string; again?: true }> = {
  accepted: { said: 'taken in' },
  duplicate: { said: 'already here' },
  conflict: { said: 'kept for people to look at, because another item has its number' },
  rejected: { said: 'kept for people to look at' },
  retry: { said: 'not taken in: import this stick again, nothing is lost', again: true },
  'too-long': { said: 'longer than any item, and not read' },
  'cut-off': {
    said: 'of the kiosks: the file was cut off. Bring the stick to that kiosk again, nothing is lost',
    again: true,
  },
  strange: { said: 'files given up, because no kiosk of this city wrote them', again: true },
  'not-a-file': { said: 'not opened, because it is a link or a device: do not use this stick', again: true },
};

const FULL = 'The stick is full: take another one, or delete what is not ours.';
const NOT_OURS_TO_WRITE = 'The stick cannot be written by this user.';
const IN_OUR_PLACE =
  'Something else is in the place of a file or folder of ours: take another stick, or format this one.';

const STICK_TROUBLES: Record<string, string> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: 'A file is larger than this stick can hold: format it as exFAT.',
  EROFS: 'The stick cannot be written: look whether it has a switch.',
  EACCES: NOT_OURS_TO_WRITE,
  EPERM: NOT_OURS_TO_WRITE,
  EIO: 'The stick was pulled out or is damaged: try again, then take another one.',
  ENODEV: 'The stick was pulled out: put it in and try again.',
  ENOTDIR: IN_OUR_PLACE,
  EEXIST: IN_OUR_PLACE,
  EISDIR: IN_OUR_PLACE,
  ENOTEMPTY: IN_OUR_PLACE,
  ECONNREFUSED: 'The database does not answer: look whether PostgreSQL runs, and at DATABASE_URL.',
  ENOTFOUND: 'The database does not answer: look at DATABASE_URL.',
};

const USAGE = 'npm run bundle -- export|verify|import FOLDER [--tenant NAME]';

/** Called in a wrong way. */
class Misuse extends Error {}

interface Work {
  ring: KeyRing;
  keys: TenantKeys;
  folder: string;
}

interface Done {
  said: string;
  /** Something has to be done again. */
  again?: boolean;
}

const WORKS: Record<string, (work: Work) => Promise<Done>> = {
  export: (work) => withDatabase((database) => exportOne(database, work)),
  import: (work) => withDatabase((database) => importOne(database, work)),
  verify: verifyOne,
};

async function exportOne(database: Database, { keys, folder }: Work): Promise<Done> {
  const done = await exportBundle(database, keys, folder);
  if (done === 'busy') return { said: 'is being published just now: try again in a minute', again: true };
  return { said: `${(done.bytes / 1e6).toFixed(1)} MB for ${done.kiosks} kiosks` };
}

async function importOne(database: Database, { ring, keys, folder }: Work): Promise<Done> {
  const reception = { database, ring, now: () => new Date(), onFailure: () => undefined };
  const count = await importBundle(reception, keys.tenant, folder);
  const parts = (Object.keys(COUNTED) as (keyof BundleCount)[]).filter((part) => count[part] > 0);
  const said = parts.map((part) => `${count[part]} ${COUNTED[part].said}`).join('; ');
  return { said: said || 'nothing from its kiosks', again: parts.some((part) => COUNTED[part].again) };
}

async function verifyOne({ keys, folder }: Work): Promise<Done> {
  const verified = await verifyBundle(keys, folder);
  if (!verified.ok) return { said: `this stick ${SENTENCES[verified.reason]}`, again: true };
  return { said: `whole, ${verified.value.files.length} files, at position ${verified.value.head}` };
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
  if (value === undefined || value === '') throw new Misuse(`The environment variable ${name} is missing.`);
  return value;
}

/** One tenant after the other: what is wrong with one does not keep the others waiting. */
async function run(): Promise<void> {
  const { work, folder, tenant } = readArguments();
  const ring = openKeyRing(fromEnvironment('BORNE_KEYS'));
  for (const each of tenant === undefined ? ring.tenants() : [tenant]) {
    const keys = await ring.of(each);
    if (keys === undefined) throw new Misuse(`There are no keys of ${each} here.`);
    const { said, again = false } = await work({ ring, keys, folder });
    if (again) process.exitCode = 1;
    (again ? console.error : console.log)(`${again ? '✗ ' : ''}${each}: ${said}${again ? '.' : ''}`);
  }
}

function readArguments() {
  const { values, positionals } = parsedArguments();
  const [name = '', folder = ''] = positionals;
  const work = Object.hasOwn(WORKS, name) ? WORKS[name] : undefined;
  if (work === undefined || folder === '' || positionals.length > 2) throw new Misuse(USAGE);
  if (!existsSync(folder)) throw new Misuse(`There is no folder ${folder}: is the stick in?`);
  return { work, folder, tenant: values.tenant };
}

function parsedArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { tenant: { type: 'string' } } });
  } catch {
    throw new Misuse(USAGE);
  }
}

/** One sentence, and never a trace: whoever stands there with a stick did not write this program. */
function sentenceFor(error: unknown): string {
  if (error instanceof Misuse) return error.message;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  return STICK_TROUBLES[code] ?? `It did not work (${code === '' ? 'a bug' : code}): ask who runs the hub.`;
}

try {
  await run();
} catch (error) {
  console.error(`✗ ${sentenceFor(error)}`);
  process.exitCode = error instanceof Misuse ? 2 : 1;
}
