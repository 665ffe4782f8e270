import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  deleteRecord,
  ensureFeed,
  newestCheckpoint,
  putRecord,
  readPage,
  sequence,
  FEED_CHANNEL,
} from '../../city/hub/feed/index.ts';
import { inTransaction, migrate, openDatabase, type Database } from '../../city/hub/database/index.ts';
import { fingerprint } from '../../shared/sealing/index.ts';
import { sha256 } from '../../city/hub/sha256.ts';
import { addSums, PUBLIC_SCOPE, recordSum } from '../../shared/sync/index.ts';
import { eventually } from '../support/eventually.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { asTextChange, type TextChange } from '../support/text-change.ts';

const TENANT = 'pantin';
const WRITERS = 16;
const TRANSACTIONS_EACH = 40;
const ENTITIES = 30;

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createDatabase(inject('databaseServer'));
  database = openDatabase(testDatabase.url);
  await migrate(database);
  await ensureFeed(database, TENANT);
});

afterAll(async () => {
  await database.end();
  await testDatabase.drop();
});

/** What a kiosk would hold: the newest of each record, and everything that it was told on the way. */
interface Replica {
  changes: TextChange[];
  cursor: number;
}

test('under 16 writers, 3 sequencers and killed connections, every committed line gets one place (I4 I6 I15)', async () => {
  const sequencers = Array.from({ length: 3 }, () => startCrashingSequencer());
  const killer = startKiller();
  const writersDatabase = openDatabase(testDatabase.url);
  const replica: Replica = { changes: [], cursor: 0 };
  let writing = true;
  const following = follow(replica, () => writing).catch((error: unknown) => error);
  let committed = 0;
  try {
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writersDatabase, writer)));
    committed = await countLines();
    await killer.stop();
    await eventually(async () => expect(await placedLines()).toBe(committed), 20_000);
  } finally {
    writing = false;
    await killer.stop();
    await Promise.all(sequencers.map((sequencer) => sequencer.stop()));
    await writersDatabase.end();
  }
  const followed = await following;
  if (followed instanceof Error) throw followed;

  expect(killer.kills()).toBeGreaterThan(3);
  expect(committed).toBeGreaterThan(500);
  expect(replica.changes.map((change) => change.position)).toEqual(
    Array.from({ length: committed }, (_, index) => index + 1),
  );
  expectVersionsInOrder(replica.changes);
  await expectSameAsTable(replica.changes);
});

test('the control: a cursor over a serial number, without a sequencer, misses what commits late', async () => {
  await database.query('create table control (id bigserial primary key, writer integer)');
  const seen = new Set<number>();
  let cursor = 0;
  const writing = new AbortController();
  async function followSerial(): Promise<void> {
    while (!writing.signal.aborted) {
      const { rows } = await database.query<{ id: number }>(
        'select id from control where id > $1 order by id',
        [cursor],
      );
      for (const { id } of rows) seen.add(id);
      cursor = rows.at(-1)?.id ?? cursor;
      await sleep(2);
    }
  }
  const following = followSerial();
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 20; turn += 1) {
        await inTransaction(database, async (connection) => {
          await connection.query('insert into control (writer) values ($1)', [writer]);
          await sleep(Math.random() * 10);
        });
      }
    }),
  );
  await sleep(100);
  writing.abort();
  await following;
  const { rows } = await database.query<{ count: number }>('select count(*) from control');
  expect(rows[0]?.count).toBe(160);
  expect(seen.size).toBeLessThan(160);
});

test('a new checkpoint is told to whoever listens', async () => {
  const listener = await database.connect();
  const heard: (string | undefined)[] = [];
  listener.on('notification', (message) => heard.push(message.payload));
  await listener.query(`listen ${FEED_CHANNEL}`);
  await inTransaction(database, (connection) =>
    putRecord(connection, { tenant: TENANT, scope: 'public', collection: 'service', id: 'heard' }, '{}'),
  );
  await sequence(database, TENANT);
  try {
    await eventually(() => expect(heard).toEqual([TENANT]));
  } finally {
    listener.release(true);
  }
});

/** Writes transactions of one to three records; some are rolled back, some delete. */
async function write(own: Database, writer: number): Promise<void> {
  for (let turn = 0; turn < TRANSACTIONS_EACH; turn += 1) {
    const names = pickEntities();
    await inTransaction(own, async (connection) => {
      for (const id of names) {
        const key = { tenant: TENANT, scope: 'public', collection: 'service', id } as const;
        if (Math.random() < 0.1) await deleteRecord(connection, key);
        const transaction = { transaction: `${writer}.${turn}`, of: names.length };
        await putRecord(connection, key, JSON.stringify({ ...transaction, id }));
        await sleep(Math.random() * 5);
      }
      if (Math.random() < 0.03) throw new Error('rolled back on purpose');
    }).catch((error: Error) => expect(error.message).toBe('rolled back on purpose'));
  }
}

/** In one order, as every writer of the hub does, so that two transactions never wait for each other. */
function pickEntities(): string[] {
  const names = Array.from(
    { length: 1 + Math.floor(Math.random() * 3) },
    () => `record-${Math.floor(Math.random() * ENTITIES)}`,
  );
  return [...new Set(names)].toSorted();
}

function startCrashingSequencer() {
  const own = openDatabase(`${testDatabase.url}?application_name=sequencer`);
  const stopped = new AbortController();
  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await sequence(own, TENANT).catch(() => undefined);
      await sleep(Math.random() * 10);
    }
    await own.end();
  }
  const done = run();
  return {
    stop() {
      stopped.abort();
      return done;
    },
  };
}

/** Cuts a sequencer's connection again and again, wherever it stands. */
function startKiller() {
  const stopped = new AbortController();
  let kills = 0;
  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const { rowCount } = await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'sequencer' and datname = current_database() and state <> 'idle'
         order by random() limit 1`,
      );
      kills += rowCount ?? 0;
      await sleep(20);
    }
  }
  const done = run();
  return {
    kills: () => kills,
    stop() {
      stopped.abort();
      return done;
    },
  };
}

/** A kiosk that goes from checkpoint to checkpoint, and at each one recomputes the sum from its own rows. */
async function follow(replica: Replica, isWriting: () => boolean): Promise<void> {
  for (;;) {
    const last = !isWriting();
    const checkpoint = await newestCheckpoint(database, TENANT, [PUBLIC_SCOPE]);
    if (checkpoint === undefined) throw new Error('there is no feed');
    while (replica.cursor < checkpoint.head) {
      const page = await readPage(database, {
        tenant: TENANT,
        scope: 'public',
        epoch: checkpoint.epoch,
        after: replica.cursor,
        until: checkpoint.head,
      });
      replica.changes.push(...page.changes.map(asTextChange));
      replica.cursor = page.header.last;
    }
    const scope = checkpoint.scopes.find((candidate) => candidate.scope === 'public');
    expect({ count: scope?.count, sum: scope?.sum }).toEqual(await sumOf(replica.changes));
    expectWholeTransactions(replica.changes);
    if (last) return;
    await sleep(30);
  }
}

function newestOf(changes: TextChange[]): Map<string, TextChange> {
  return new Map(changes.map((change) => [change.id, change]));
}

async function sumOf(changes: TextChange[]): Promise<{ count: number; sum: string }> {
  let sum = 0n;
  let count = 0;
  for (const { op, collection, id, version, body } of newestOf(changes).values()) {
    if (op === 'delete') continue;
    count += 1;
    sum = addSums(sum, recordSum(sha256, { collection, id, version, sha256: await fingerprint(body ?? '') }));
  }
  return { count, sum: String(sum) };
}

function expectWholeTransactions(changes: TextChange[]): void {
  const seen = new Map<string, { of: number; ids: Set<string> }>();
  for (const { body } of changes) {
    if (body === null) continue;
    const { transaction, of, id } = JSON.parse(body) as { transaction: string; of: number; id: string };
    const known = seen.get(transaction) ?? { of, ids: new Set<string>() };
    known.ids.add(id);
    seen.set(transaction, known);
  }
  expect([...seen.values()].filter(({ of, ids }) => ids.size !== of)).toEqual([]);
}

function expectVersionsInOrder(changes: TextChange[]): void {
  const versions = new Map<string, number>();
  for (const { id, version } of changes) {
    expect(version).toBe((versions.get(id) ?? 0) + 1);
    versions.set(id, version);
  }
}

async function expectSameAsTable(changes: TextChange[]): Promise<void> {
  const { rows } = await database.query<{ id: string; version: number; body: string | null }>(
    `select id, version, body from entity where tenant = $1 and version > 0 order by id`,
    [TENANT],
  );
  const held = [...newestOf(changes).values()]
    .map(({ id, version, body }) => ({ id, version, body }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(held).toEqual(rows);
}

async function countLines(): Promise<number> {
  const { rows } = await database.query<{ count: number }>('select count(*) from feed');
  return rows[0]?.count ?? 0;
}

async function placedLines(): Promise<number> {
  const { rows } = await database.query<{ position: number }>('select position from feed_head');
  return rows[0]?.position ?? 0;
}
