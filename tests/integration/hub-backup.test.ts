import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { backUp, openDatabase, restore, startHub, type Database } from '../../city/hub/index.ts';
import { sha256Name } from '../../electron/core/store/index.ts';
import {
  deliverSome,
  follow,
  headOf,
  makeBackup,
  openKiosk,
  whenWritten,
} from '../support/backed-up-city.ts';
import { type City, startCity } from '../support/city.ts';
import { type KioskParts, temporaryFolder } from '../support/core.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { whenPlaced } from '../support/publisher.ts';

let city: City;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
});
afterAll(() => city.stop());

const settle = (kiosk: KioskParts) => kiosk.freshSettler().settle(kiosk.signal);
const isErased = (kiosk: KioskParts, id: string) => kiosk.precious.outbox.find(id)?.item === '';

const putBack = (databaseUrl: string, folder: string) =>
  restore({ databaseUrl, folder, report: () => undefined });

async function emptyDatabase(): Promise<TestDatabase> {
  return createDatabase(inject('databaseServer'));
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

async function idsIn(database: Database, table: 'submission' | 'request'): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(`select id from ${table} order by id::text`);
  return rows.map(({ id }) => id);
}

async function checkDatabases(): Promise<string[]> {
  const { rows } = await city.database.query<{ name: string }>(
    // Of this city: others on the same server may be making a backup just now.
    `select datname as name from pg_database where datname like 'borne_check_' ||
       (select oid from pg_database where datname = current_database()) || '_%'`,
  );
  return rows.map(({ name }) => name);
}

test('a city that loses its database gets everything back: from its backup, and from its kiosks', async () => {
  const kiosk = await openKiosk(city);
  const first = await deliverSome(kiosk, 30);
  await settle(kiosk);
  expect(first.some((id) => isErased(kiosk, id))).toBe(false);

  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(city, folder)).toMatchObject({ ok: true, value: { settled: 30 } });
  expect(await checkDatabases()).toEqual([]);
  const late = await deliverSome(kiosk, 10);
  await settle(kiosk);
  expect(first.every((id) => isErased(kiosk, id))).toBe(true);
  expect(late.some((id) => isErased(kiosk, id))).toBe(false);

  const port = Number(new URL(city.url).port);
  await city.pause();
  const fresh = await emptyDatabase();
  expect(await putBack(fresh.url, folder)).toMatchObject({ ok: true });
  await withDatabase(fresh.url, async (database) => {
    expect(await idsIn(database, 'submission')).toEqual(first.toSorted());
    const hub = await startHub({ database, keysFolder: city.keysFolder, port });
    await follow(kiosk);
    expect(kiosk.precious.outbox.count('waiting')).toBe(10);
    expect(await kiosk.courier.deliver(kiosk.signal)).toMatchObject({ ok: true });
    const all = [...first, ...late].toSorted();
    expect(await idsIn(database, 'submission')).toEqual(all);
    expect(await idsIn(database, 'request')).toEqual(all);
    const { rows } = await database.query<{ answers: number }>(
      "select count(*) as answers from entity where collection = 'answer' and not deleted",
    );
    expect(rows[0]?.answers).toBe(40);
    await hub.close();
  });
  kiosk.close();
  await fresh.drop();
  await city.resume();
});

test('a backup holds every table, row for row, and the numbers go on after it', async () => {
  const kiosk = await openKiosk(city);
  await deliverSome(kiosk, 2);
  // A line of the feed that gets its place between the backup and the comparison would differ.
  await whenPlaced(city.database);
  await city.database.query(
    `insert into journal (tenant, agent, action, request)
     select 'pantin', 'agent', 'open', gen_random_uuid() from generate_series(1, 5)`,
  );
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(city, folder)).toMatchObject({ ok: true });
  const fresh = await emptyDatabase();
  await putBack(fresh.url, folder);
  await withDatabase(fresh.url, async (database) => {
    const before = await everything(city.database);
    const after = await everything(database);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(Object.keys(after).length).toBeGreaterThan(12);
    for (const [table, rows] of Object.entries(before))
      if (!['feed_head', 'submission_head'].includes(table)) expect(after[table], table).toEqual(rows);
    const { rows: heads } = await database.query<{ tenant: string; epoch: string }>(
      'select tenant, epoch from feed_head',
    );
    const { rows: known } = await city.database.query<{ epoch: string }>('select epoch from feed_head');
    const epochs = [...heads, ...known].map(({ epoch }) => epoch);
    expect(new Set(epochs).size).toBe(4);
    const { rows } = await database.query<{ id: number; last: number }>(
      `insert into journal (tenant, agent, action, request) values ('pantin', 'a', 'open', gen_random_uuid())
       returning id, (select coalesce(max(id), 0) from journal) as last`,
    );
    expect(rows[0]?.id).toBe((rows[0]?.last ?? 0) + 1);
  });
  kiosk.close();
  await fresh.drop();
});

async function everything(database: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await database.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by tablename",
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await database.query<{ row: string }>(
      `select t::text as row from "${name}" t order by 1`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

test('signs that end a line elsewhere, and bytes that are no text, come back as they were', async () => {
  const odd = 'a\u2028b\u2029c\r\nd"\\\t\u0001é🙂';
  await city.database.query(
    `insert into dead_letter (tenant, sha256, reason, content) values ('pantin', $1, $1, $2)`,
    [odd, Buffer.from([0, 255, 10, 13, 92])],
  );
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(city, folder)).toMatchObject({ ok: true });
  const fresh = await emptyDatabase();
  await putBack(fresh.url, folder);
  await withDatabase(fresh.url, async (database) => {
    const { rows } = await database.query('select content from dead_letter where sha256 = $1', [odd]);
    expect(rows).toEqual([{ content: Buffer.from([0, 255, 10, 13, 92]) }]);
  });
  await fresh.drop();
});

test.each<[string, (unfinished: string) => void]>([
  ['a byte more', (unfinished) => appendFileSync(join(unfinished, 'submission.ndjson.gz'), 'x')],
  ['a file less', (unfinished) => rmSync(join(unfinished, 'feed.ndjson.gz'))],
  ['rows less, and a manifest that fits them', forgeWithout],
])('a backup with %s settles nothing and leaves nothing', async (_, change) => {
  const kiosk = await openKiosk(city);
  const [id = ''] = await deliverSome(kiosk, 1);
  const before = await headOf(city.database);
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(city, folder, whenWritten(folder, change))).toEqual({
    ok: false,
    reason: 'altered',
  });
  expect((await headOf(city.database)).settled).toBe(before.settled);
  expect(readdirSync(dirname(folder))).toEqual([]);
  expect(await checkDatabases()).toEqual([]);
  await settle(kiosk);
  expect(isErased(kiosk, id)).toBe(false);
  kiosk.close();
});

/** Everything fits, except that not all submissions up to the head are there. */
function forgeWithout(unfinished: string): void {
  const file = join(unfinished, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    tables: { table: string; rows: number; digest: string; sha256: string }[];
  };
  const empty = readFileSync(join(unfinished, 'session.ndjson.gz'));
  writeFileSync(join(unfinished, 'submission.ndjson.gz'), empty);
  for (const table of manifest.tables.filter((each) => each.table === 'submission'))
    Object.assign(table, { rows: 0, digest: '0'.repeat(64), sha256: sha256Name(empty) });
  writeFileSync(file, JSON.stringify(manifest));
}

test('what a killed backup left on the server goes with the next one', async () => {
  const { rows } = await city.database.query<{ oid: string }>(
    'select oid::text from pg_database where datname = current_database()',
  );
  await city.database.query(`create database borne_check_${rows[0]?.oid}_leftover`);
  expect(await makeBackup(city, join(temporaryFolder(), 'backup'))).toMatchObject({ ok: true });
  expect(await checkDatabases()).toEqual([]);
});

test('two backups at once: one is made, the other says so, and the next one can be made', async () => {
  const folder = temporaryFolder();
  let second: ReturnType<typeof makeBackup> | undefined;
  const meanwhile = whenWritten(join(folder, 'one'), () => {
    second = makeBackup(city, join(folder, 'two'));
  });
  expect(await makeBackup(city, join(folder, 'one'), meanwhile)).toMatchObject({ ok: true });
  expect(await second).toEqual({ ok: false, reason: 'under-way' });
  // The one backup, and beside it the keys of all.
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^item-keys-/), 'one']);
  expect(await makeBackup(city, join(folder, 'three'))).toMatchObject({ ok: true });
  expect(await makeBackup(city, join(folder, 'three'))).toEqual({ ok: false, reason: 'folder-in-use' });
});

test('a restore wants a whole backup and an empty database, and leaves nothing when it fails', async () => {
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(city, folder)).toMatchObject({ ok: true });
  expect(await putBack(city.databaseUrl, folder)).toEqual({ ok: false, reason: 'not-empty' });
  const fresh = await emptyDatabase();
  expect(await putBack(fresh.url, join(folder, 'none'))).toEqual({ ok: false, reason: 'incomplete' });
  const manifest = join(folder, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');
  const refused: [string, string][] = [
    [text.replace(/"migration": \d+/, '"migration": 9999'), 'newer'],
    [text.replace(/"digest": "[0-9a-f]/, '"digest": "x'), 'altered'],
    [text.replace(/("table": "entity",\s+"rows": )/, '$11'), 'altered'],
  ];
  for (const [forged, reason] of refused) {
    expect(forged).not.toBe(text);
    writeFileSync(manifest, forged);
    expect(await putBack(fresh.url, folder)).toEqual({ ok: false, reason });
  }
  writeFileSync(manifest, text);
  expect(await putBack(fresh.url, folder)).toMatchObject({ ok: true });
  await fresh.drop();
});

test('a folder that cannot be and a database that is not there are said as such', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(await makeBackup(city, join(folder, 'file', 'backup'))).toEqual({
    ok: false,
    reason: 'folder-unusable',
  });
  const report = () => undefined;
  const away = new URL(city.databaseUrl);
  away.pathname = '/no_such_database';
  expect(await backUp({ databaseUrl: away.href, folder: join(folder, 'x'), report })).toEqual({
    ok: false,
    reason: 'database-away',
  });
  const fresh = await emptyDatabase();
  expect(await backUp({ databaseUrl: fresh.url, folder: join(folder, 'x'), report })).toEqual({
    ok: false,
    reason: 'other-version',
  });
  expect(existsSync(join(folder, 'x'))).toBe(false);
  await fresh.drop();
});
