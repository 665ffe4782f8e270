import { PROPOSAL_TEXTS } from '../../../shared/model/index.ts';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkRecord,
  type Problem,
  PUBLISHED,
  publishedCollection,
} from '../../../shared/publishing/index.ts';
import { fromUtf8 } from '../../../shared/sealing/index.ts';
import { PUBLIC_SCOPE } from '../../../shared/sync/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { deleteRecord, ensureFeed } from '../feed/index.ts';
import { noteWithdrawn, settleName } from './record.ts';
import { surroundingsOf } from './surroundings.ts';
import { writePublications } from './write.ts';

interface RecordFile {
  collection: string;
  id: string;
  path: string;
  body: string;
}

export type PublishOutcome =
  | { ok: true; value: { written: number; deleted: number; unchanged: number } }
  | { ok: false; reason: 'unfit-records'; problems: string[] };

/**
 * Makes a tenant's public content what a folder holds: `<collection>/<id>.json` and `tenant.json`, in one transaction.
 * Only what differs gets a new version; what is no longer there is deleted. `unfit-records`: nothing was published, and
 * each problem names its file and field.
 */
export async function publishFolder(
  database: Database,
  tenant: string,
  folder: string,
): Promise<PublishOutcome> {
  const { records, problems } = readFolder(tenant, folder);
  problems.push(...(await unfitRecords(database, tenant, records)));
  if (problems.length > 0) return { ok: false, reason: 'unfit-records', problems };
  await ensureFeed(database, tenant);
  const value = await inTransaction(database, async (connection) => {
    const held = await heldByPeople(connection, tenant);
    const own = records.filter(({ collection, id }) => !held.has(`${collection}/${id}`));
    const written = await writePublications(
      connection,
      { tenant, agent: null },
      own.map(({ collection, id, body }) => ({ key: { tenant, scope: PUBLIC_SCOPE, collection, id }, body })),
    );
    const deleted = await deleteMissing(connection, tenant, records, held);
    return { written, unchanged: records.length - written, deleted };
  });
  return { ok: true, value };
}

/** What people publish at the console is theirs: files that are published again leave it as it is. */
async function heldByPeople(connection: Connection, tenant: string): Promise<Set<string>> {
  const { rows } = await connection.query<{ collection: string; id: string }>(
    `select distinct collection, id from publication
     where tenant = $1 and scope = 'public' and agent is not null and brought_by is null`,
    [tenant],
  );
  return new Set(rows.map(({ collection, id }) => `${collection}/${id}`));
}

/** What people wrote is in no folder of the city's, and stays when one is published again. */
async function deleteMissing(
  connection: Connection,
  tenant: string,
  records: RecordFile[],
  held: ReadonlySet<string>,
): Promise<number> {
  const kept = new Set([...held, ...records.map((record) => `${record.collection}/${record.id}`)]);
  const { rows } = await connection.query<{ collection: string; id: string }>(
    `select collection, id from entity
     where tenant = $1 and scope = 'public' and not deleted and collection <> $2
     order by collection, id`,
    [tenant, PROPOSAL_TEXTS],
  );
  const gone = rows.filter((row) => !kept.has(`${row.collection}/${row.id}`));
  for (const { collection, id } of gone) {
    const key = { tenant, scope: PUBLIC_SCOPE, collection, id };
    await deleteRecord(connection, key);
    await noteWithdrawn(connection, key);
    await settleName(connection, key);
  }
  return gone.length;
}

/** Always in the same order, so that two publications lock the same records one after the other and never across. */
function readFolder(tenant: string, folder: string): { records: RecordFile[]; problems: string[] } {
  if (!existsSync(folder)) return { records: [], problems: [`${folder}: there is no such folder`] };
  const problems: string[] = [];
  const records: RecordFile[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    const path = join(folder, name);
    if (name === 'tenant.json') {
      readRecord(path, 'tenant', tenant, records, problems);
    } else if (statSync(path).isDirectory() && isPublished(name)) {
      readCollection(path, name, records, problems);
    } else {
      problems.push(
        `${path}: neither tenant.json nor one of the folders ${Object.keys(PUBLISHED).join(', ')}`,
      );
    }
  }
  return { records, problems };
}

function isPublished(name: string): boolean {
  const entry = publishedCollection(name);
  return entry !== undefined && entry.isSingle !== true;
}

const WRITTEN_FILE = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.json$/;
/** Its name is computed from its text, and compared with it once that is read. */
const CLIP_FILE = /^([\w-]+)\.json$/;

function readCollection(folder: string, collection: string, records: RecordFile[], problems: string[]): void {
  for (const file of readdirSync(folder).toSorted()) {
    const path = join(folder, file);
    const id = (collection === 'clip' ? CLIP_FILE : WRITTEN_FILE).exec(file)?.[1];
    if (id === undefined)
      problems.push(`${path}: a record's file is named in lower-case words, like my-service.json`);
    else readRecord(path, collection, id, records, problems);
  }
}

function readRecord(
  path: string,
  collection: string,
  id: string,
  records: RecordFile[],
  problems: string[],
): void {
  try {
    const body = fromUtf8(readFileSync(path));
    JSON.parse(body);
    records.push({ collection, id, path, body });
  } catch {
    problems.push(`${path}: is not JSON in UTF-8`);
  }
}

/** In the order in which none refers to what comes after it. */
async function unfitRecords(database: Database, tenant: string, records: RecordFile[]): Promise<string[]> {
  const texts = records.map((record) => ({ ...record, scope: PUBLIC_SCOPE }));
  const around = await surroundingsOf(database, tenant, texts);
  for (const text of texts) if (text.collection !== 'form') around.add(text);
  const found = await Promise.all(
    texts.map(async (text) =>
      (await checkRecord(text, around)).filter(({ blocks }) => blocks).map((each) => lineOf(text.path, each)),
    ),
  );
  return found.flat();
}

function lineOf(path: string, { path: field, problem, values }: Problem): string {
  if (problem === 'clip-id')
    return `${path}: ${field}: the clip of this text is named ${values?.['id']}.json`;
  const named = Object.entries(values ?? {}).map(([name, value]) => `${name} ${value}`);
  return `${path}: ${field || 'the whole record'}: ${[problem, ...named].join(', ')}`;
}
