import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, type Connection, type Database } from '../../../city/hub/database/index.ts';
import { deleteRecord, putRecord } from '../../../city/hub/feed/index.ts';
import { serviceRecord } from '../../support/core.ts';
import { TENANTS } from './city.ts';
import { placeOf, type History, type Written } from './history.ts';
import { type Write, type Writer } from './steps.ts';

type Scope = 'public' | 'answers';

interface SingleWrite {
  tenant: string;
  scope: Scope;
  collection: string;
  id: string;
  isPut: boolean;
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
    if (!(error instanceof RolledBack)) throw error;
  }
}

async function writeOne(connection: Connection, write: SingleWrite): Promise<Written[]> {
  const { isPut, ...key } = write;
  const outcome = isPut
    ? await putRecord(connection, key, bodyOf(key.collection))
    : await deleteRecord(connection, key);
  if (outcome === 'unchanged') return [];
  const { rows } = await connection.query<{ version: number }>(
    'select version from entity where tenant = $1 and scope = $2 and collection = $3 and id = $4',
    [key.tenant, key.scope, key.collection, key.id],
  );
  return [{ tenant: key.tenant, place: placeOf(key), version: rows[0]?.version ?? 0 }];
}

/** Every body is different, so that none can be taken for another. Some have fields that no kiosk knows. */
function bodyOf(collection: string): string {
  values += 1;
  const value = `value-${values}`;
  if (collection === 'service') return JSON.stringify({ ...serviceRecord(value), 'from-the-future': value });
  return JSON.stringify({ value });
}

/** In one order, as every writer of the hub does, so that two transactions never wait for each other. */
function inLockOrder(writes: readonly Write[]): SingleWrite[] {
  const singles = new Map(writes.flatMap(singleWrites).map((one) => [lockOf(one), one]));
  return [...singles.values()].toSorted((a, b) => (lockOf(a) < lockOf(b) ? -1 : 1));
}

function lockOf(write: SingleWrite): string {
  return `${write.tenant} ${write.scope} ${write.collection} ${write.id}`;
}

/** Every other record is of a collection that this version does not know; those may move to another scope. */
function singleWrites(write: Write): SingleWrite[] {
  const tenant = TENANTS[write.tenant] ?? '';
  const collection = write.record % 2 === 0 ? 'service' : 'note';
  const here = { tenant, scope: 'public' as const, collection, id: `record-${write.record}` };
  if (write.op === 'move' && collection === 'note') {
    return [
      { ...here, isPut: false },
      { ...here, scope: 'answers', isPut: true },
    ];
  }
  return [{ ...here, isPut: write.op !== 'delete' }];
}
