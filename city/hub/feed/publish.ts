import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { clipId, clipSchema, COLLECTIONS, formSchema, PROPOSAL_TEXTS } from '../../../shared/model/index.ts';
import { fromUtf8 } from '../../../shared/sealing/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { ensureFeed } from './birth.ts';
import { deleteRecord, putRecord } from './write.ts';

/** What a city writes as files. Answers are not among it: only the hub makes them. */
const PUBLISHED = ['tenant', 'service', 'commitment', 'form', 'clip'] as const;

type PublishedCollection = (typeof PUBLISHED)[number];

interface RecordFile {
  collection: PublishedCollection;
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
  problems.push(...(await misnamedClips(records)));
  if (problems.length > 0) return { ok: false, reason: 'unfit-records', problems };
  await ensureFeed(database, tenant);
  const value = await inTransaction(database, async (connection) => ({
    ...(await writeRecords(connection, tenant, records)),
    deleted: await deleteMissing(connection, tenant, records),
  }));
  return { ok: true, value };
}

async function writeRecords(
  connection: Connection,
  tenant: string,
  records: RecordFile[],
): Promise<{ written: number; unchanged: number }> {
  let written = 0;
  for (const { collection, id, body } of records) {
    const outcome = await putRecord(connection, { tenant, scope: 'public', collection, id }, body);
    if (outcome === 'written') written += 1;
    if (collection === 'form') await keepFormVersion(connection, tenant, id, body);
  }
  return { written, unchanged: records.length - written };
}

/** A form is adjudicated by the version that the visitor saw, however old. */
async function keepFormVersion(
  connection: Connection,
  tenant: string,
  form: string,
  body: string,
): Promise<void> {
  await connection.query(
    `insert into form_version (tenant, form, version, body) values ($1, $2, $3, $4)
     on conflict (tenant, form, version) do update set body = excluded.body`,
    [tenant, form, formSchema.parse(JSON.parse(body)).version, body],
  );
}

/** What people wrote is in no folder of the city's, and stays when one is published again. */
async function deleteMissing(connection: Connection, tenant: string, records: RecordFile[]): Promise<number> {
  const kept = new Set(records.map((record) => `${record.collection}/${record.id}`));
  const { rows } = await connection.query<{ collection: string; id: string }>(
    `select collection, id from entity
     where tenant = $1 and scope = 'public' and not deleted and collection <> $2
     order by collection, id`,
    [tenant, PROPOSAL_TEXTS],
  );
  const gone = rows.filter((row) => !kept.has(`${row.collection}/${row.id}`));
  for (const { collection, id } of gone) {
    await deleteRecord(connection, { tenant, scope: 'public', collection, id });
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
      problems.push(`${path}: neither tenant.json nor one of the folders ${PUBLISHED.join(', ')}`);
    }
  }
  return { records, problems };
}

function isPublished(name: string): name is PublishedCollection {
  return PUBLISHED.some((collection) => collection === name && collection !== 'tenant');
}

const WRITTEN_FILE = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.json$/;
/** Its name is computed from its text, and compared with it once that is read. */
const CLIP_FILE = /^([\w-]+)\.json$/;

function readCollection(
  folder: string,
  collection: PublishedCollection,
  records: RecordFile[],
  problems: string[],
): void {
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
  collection: PublishedCollection,
  id: string,
  records: RecordFile[],
  problems: string[],
): void {
  let body: string;
  let content: unknown;
  try {
    body = fromUtf8(readFileSync(path));
    content = JSON.parse(body);
  } catch {
    problems.push(`${path}: is not JSON in UTF-8`);
    return;
  }
  const parsed = COLLECTIONS[collection].safeParse(content);
  if (parsed.success) records.push({ collection, id, path, body });
  else problems.push(...parsed.error.issues.map((issue) => problemOf(path, issue)));
}

/** A kiosk finds a clip by the words on its screen: under another name, nobody would ever hear it. */
async function misnamedClips(records: RecordFile[]): Promise<string[]> {
  const clips = records.filter(({ collection }) => collection === 'clip');
  const problems = await Promise.all(
    clips.map(async ({ id, path, body }) => {
      const { language, of } = clipSchema.parse(JSON.parse(body));
      const right = await clipId(language, of);
      return id === right ? [] : [`${path}: of: the clip of this text is named ${right}.json`];
    }),
  );
  return problems.flat();
}

function problemOf(path: string, issue: z.core.$ZodIssue): string {
  return `${path}: ${issue.path.join('.') || 'the whole record'}: ${issue.message}`;
}
