import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, type Connection, type Database } from '../../../city/hub/database/index.ts';
import { deleteRecord, moveRecord, putRecord } from '../../../city/hub/feed/index.ts';
import { ANSWERS_SCOPE, PUBLIC_SCOPE, siteScope } from '../../../shared/sync/index.ts';
import { serviceRecord } from '../../support/core.ts';
import { SITES, TENANTS } from './city.ts';
import { placeOf, type History, type Written } from './history.ts';
import { type Write, type Writer } from './steps.ts';

type RecordKey = Parameters<typeof putRecord>[1];

/** What is written in, by the numbers that a plan draws. */
const SCOPES = [PUBLIC_SCOPE, ANSWERS_SCOPE, ...SITES.map(siteScope)];

interface SingleWrite {
  op: Write['op'];
  key: RecordKey;
  /** Where a moved record goes. */
  to: string;
}

class RolledBack extends Error {}

let values = 0;

/** All writers at once, each in a transaction of its own; what was committed is taken down. */
export async function publish(
  database: Database,
  history: History,
  writers: readonly Writer[],
): Promise<void> {
  await Promise.all(writers.map((writer) => write(database, history, writer)));
}

async function write(database: Database, history: History, writer: Writer): Promise<void> {
  try {
    const written = await inTransaction(database, async (connection) => {
      const done: Written[] = [];
      for (const single of inLockOrder(writer.writes)) done.push(...(await writeOne(connection, single)));
      await sleep(writer.pause);
      if (writer.rollsBack) throw new RolledBack();
      return done;
    });
    if (written.length > 0) history.committed(written);
  } catch (error) {
    if (!(error instanceof RolledBack || isDeadlock(error))) throw error;
  }
}

/** Two that move a record to and fro wait for each other: PostgreSQL takes one back. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}

async function writeOne(connection: Connection, { op, key, to }: SingleWrite): Promise<Written[]> {
  if (op === 'move') {
    const outcome = await moveRecord(connection, key, to);
    return outcome === 'unchanged' ? [] : writtenAt(connection, [key, { ...key, scope: to }]);
  }
  const outcome =
    op === 'put'
      ? await putRecord(connection, key, bodyOf(key.collection))
      : await deleteRecord(connection, key);
  return outcome === 'unchanged' ? [] : writtenAt(connection, [key]);
}

async function writtenAt(connection: Connection, keys: readonly RecordKey[]): Promise<Written[]> {
  const written: Written[] = [];
  for (const key of keys) {
    const { tenant, scope, collection, id } = key;
    const { rows } = await connection.query<{ version: number }>(
      'select version from entity where tenant = $1 and scope = $2 and collection = $3 and id = $4',
      [tenant, scope, collection, id],
    );
    written.push({ tenant, scope, place: placeOf(key), version: rows[0]?.version ?? 0 });
  }
  return written;
}

/** Every body is different, so that none can be taken for another. Some have fields that no kiosk knows. */
function bodyOf(collection: string): string {
  values += 1;
  const value = `value-${values}`;
  if (collection === 'service') return JSON.stringify({ ...serviceRecord(value), 'from-the-future': value });
  return JSON.stringify({ value });
}

/** In one order, as every writer of the hub does, so that two transactions seldom wait for each other. */
function inLockOrder(writes: readonly Write[]): SingleWrite[] {
  const singles = new Map(writes.map(singleWrite).map((one) => [lockOf(one.key), one]));
  return [...singles.values()].toSorted((a, b) => (lockOf(a.key) < lockOf(b.key) ? -1 : 1));
}

function lockOf(key: RecordKey): string {
  return `${key.tenant} ${key.collection} ${key.id} ${key.scope}`;
}

/**
 * Every other record is of a collection that this version does not know, and may stand in any scope; the others in those
 * that a page shows.
 */
function singleWrite(write: Write): SingleWrite {
  const tenant = TENANTS[write.tenant] ?? '';
  const collection = write.record % 2 === 0 ? 'service' : 'note';
  const scope = scopeFor(collection, write.scope);
  const to = scopeFor(collection, write.to);
  const key = { tenant, scope, collection, id: `record-${write.record}` };
  return { op: write.op, key, to };
}

function scopeFor(collection: string, drawn: number): string {
  const scope = SCOPES[drawn] ?? PUBLIC_SCOPE;
  return collection === 'service' && scope === ANSWERS_SCOPE ? PUBLIC_SCOPE : scope;
}
