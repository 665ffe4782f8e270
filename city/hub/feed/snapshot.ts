import { gzipSync } from 'node:zlib';
import {
  addSums,
  bucketOf,
  changeFrame,
  NOTHING,
  recordSum,
  type Scope,
  type Snapshot,
  type Sum,
} from '../../../shared/sync/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { sha256, sha256Name } from '../sha256.ts';

/** A bucket of about this many records, or bytes, is fetched in one piece: little is lost when a line is cut. */
const RECORDS_IN_BUCKET = 1_000;
const BYTES_IN_BUCKET = 2_000_000;
const MOST_BUCKETS = 1_024;

const ROWS_AT_ONCE = 500;

/** Somebody is always publishing in a large city: a moment without a waiting line comes within a few tries. */
const TRIES = 40;
const BETWEEN_TRIES_MS = 100;

const SERIALIZATION_FAILURE = '40001';

interface EntityLine {
  collection: string;
  id: string;
  version: number;
  sha256: string;
  body: string;
  place: number;
}

type Bucket = Snapshot['buckets'][number];

/**
 * Makes a snapshot of a scope and keeps it with its segments, in place of the former one. A bucket in which nothing
 * changed gives the same bytes as before, under the same name. False when no quiet moment came, or nothing is there.
 */
export async function makeSnapshot(database: Database, tenant: string, scope: Scope): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const made = await inTransaction(database, (connection) => tryOnce(connection, tenant, scope)).catch(
      notIfCollided,
    );
    if (made !== 'not-quiet') return made === 'made';
    await new Promise((resume) => setTimeout(resume, BETWEEN_TRIES_MS));
  }
  return false;
}

/** Another hub was packing the same records. */
function notIfCollided(error: unknown): 'not-quiet' {
  if (error instanceof Error && 'code' in error && error.code === SERIALIZATION_FAILURE) return 'not-quiet';
  throw error;
}

/**
 * All is read as it was at one instant. Records are what their last committed line made them, also a line without a
 * position: at an instant at which such a line waits, the records are ahead of the head and no snapshot of it.
 */
async function tryOnce(
  connection: Connection,
  tenant: string,
  scope: Scope,
): Promise<'made' | 'nothing' | 'not-quiet'> {
  await connection.query('set transaction isolation level repeatable read');
  const { rows } = await connection.query<{ epoch: string; position: number; waits: boolean }>(
    `select epoch, position,
       exists (select 1 from feed where tenant = $1 and scope = $2 and position is null) as waits
     from feed_head where tenant = $1`,
    [tenant, scope],
  );
  const [head] = rows;
  if (head === undefined) return 'nothing';
  if (head.waits) return 'not-quiet';
  const buckets = await makeBuckets(connection, tenant, scope);
  const { epoch, position } = head;
  const snapshot: Snapshot = { format: 'borne/snapshot/v1', tenant, scope, epoch, position, buckets };
  await connection.query(
    `insert into snapshot (tenant, scope, epoch, position, manifest) values ($1, $2, $3, $4, $5)
     on conflict (tenant, scope) do update
       set epoch = excluded.epoch, position = excluded.position, manifest = excluded.manifest, made_at = now()`,
    [tenant, scope, epoch, position, JSON.stringify(snapshot)],
  );
  return 'made';
}

async function makeBuckets(connection: Connection, tenant: string, scope: Scope): Promise<Bucket[]> {
  const count = await bucketCount(connection, tenant, scope);
  const buckets: Bucket[] = [];
  let lines: EntityLine[] = [];
  const close = async () => void buckets.push(await makeBucket(connection, tenant, lines));
  for await (const line of liveRecords(connection, tenant, scope)) {
    while (buckets.length < bucketOf(line.place, count)) {
      await close();
      lines = [];
    }
    lines.push(line);
  }
  while (buckets.length < count) {
    await close();
    lines = [];
  }
  return buckets;
}

/** A power of two that keeps buckets small. */
async function bucketCount(connection: Connection, tenant: string, scope: Scope): Promise<number> {
  const { rows } = await connection.query<{ records: number; bytes: number }>(
    `select count(*) as records, coalesce(sum(octet_length(body)), 0)::bigint as bytes from entity
     where tenant = $1 and scope = $2 and not deleted`,
    [tenant, scope],
  );
  const { records = 0, bytes = 0 } = rows[0] ?? {};
  const wanted = Math.max(1, records / RECORDS_IN_BUCKET, bytes / BYTES_IN_BUCKET);
  return Math.min(MOST_BUCKETS, 2 ** Math.ceil(Math.log2(wanted)));
}

/** In the order of their places; a part at a time, since a city's films do not fit the memory. */
async function* liveRecords(
  connection: Connection,
  tenant: string,
  scope: Scope,
): AsyncGenerator<EntityLine> {
  let after: [number, string, string] = [-1, '', ''];
  for (;;) {
    const { rows } = await connection.query<EntityLine>(
      `select collection, id, version, sha256, body, place from entity
       where tenant = $1 and scope = $2 and (place, collection, id) > ($3, $4, $5) and not deleted
       order by place, collection, id limit $6`,
      [tenant, scope, ...after, ROWS_AT_ONCE],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return;
    after = [last.place, last.collection, last.id];
  }
}

async function makeBucket(connection: Connection, tenant: string, lines: EntityLine[]): Promise<Bucket> {
  if (lines.length === 0) return { ...asText(NOTHING), segment: null };
  // Without a position: the same records give the same bytes whenever they are packed.
  const frames = lines.map(({ collection, id, version, body }) =>
    changeFrame({ position: 0, collection, id, version, op: 'put', body: Buffer.from(body) }),
  );
  const unpacked = Buffer.concat(frames);
  const content = gzipSync(unpacked);
  const name = sha256Name(content);
  await connection.query(
    `insert into segment (tenant, sha256, content) values ($1, $2, $3)
     on conflict (tenant, sha256) do update set last_named_at = now()`,
    [tenant, name, content],
  );
  return {
    ...asText(sumOf(lines)),
    segment: { sha256: name, bytes: content.byteLength, unpackedBytes: unpacked.byteLength },
  };
}

function sumOf(lines: EntityLine[]): Sum {
  const sums = lines.map((line) => recordSum(sha256, line));
  return { count: lines.length, sum: sums.reduce(addSums, 0n) };
}

function asText({ count, sum }: Sum): { count: number; sum: string } {
  return { count, sum: String(sum) };
}

/** The text of the newest snapshot's manifest; undefined when there is none of this epoch. */
export async function newestSnapshot(
  database: Database | Connection,
  tenant: string,
  scope: Scope,
): Promise<string | undefined> {
  const { rows } = await database.query<{ manifest: string }>(
    `select manifest from snapshot join feed_head using (tenant, epoch) where tenant = $1 and scope = $2`,
    [tenant, scope],
  );
  return rows[0]?.manifest;
}

/** The bytes of a segment; undefined for one that is unknown, or that no recent snapshot names any more. */
export async function readSegment(
  database: Database,
  tenant: string,
  name: string,
): Promise<Buffer | undefined> {
  const { rows } = await database.query<{ content: Buffer }>(
    'select content from segment where tenant = $1 and sha256 = $2',
    [tenant, name],
  );
  return rows[0]?.content;
}
