import { call } from '@orpc/server';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { backUp, openDatabase, restore, startHub, type Database } from '../../city/hub/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { recordingRouter } from '../../electron/core/recording/index.ts';
import { sha256Name } from '../../electron/core/store/index.ts';
import { verify } from '../../shared/sealing/index.ts';
import { type Acks, acksSchema, signedByFeedSchema } from '../../shared/sync/index.ts';
import { type City, startCity } from '../support/city.ts';
import { kioskParts, type KioskParts, temporaryFolder } from '../support/core.ts';
import { quickReceipt, sealProposal } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

const SERVICE = 'droit-de-proposition-populaire';

let city: City;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
});
afterAll(() => city.stop());

async function openKiosk(url = city.url): Promise<KioskParts> {
  const kiosk = kioskParts(temporaryFolder(), url);
  await kiosk.enrol(await city.enrolmentCode());
  await follow(kiosk);
  return kiosk;
}

async function follow(kiosk: KioskParts): Promise<void> {
  await eventually(async () =>
    expect(await kiosk.follower.follow('pantin', kiosk.signal)).toMatchObject({ ok: true }),
  );
}

/** A visitor's proposal, on the kiosk's disk. */
async function propose(kiosk: KioskParts): Promise<string> {
  const keyset = kiosk.keyring.newest('pantin');
  if (!keyset) throw new Error('no keyset');
  const envelope = await sealProposal(keyset, {
    tenant: 'pantin',
    service: SERVICE,
    receipt: await quickReceipt(),
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Des bancs à l’ombre',
  });
  const { precious, key, keyring } = kiosk;
  const router = recordingRouter({
    precious,
    key,
    keyring,
    log: silentLog,
    freeBytes: () => Number.MAX_SAFE_INTEGER,
    leastFreeBytes: 0,
    onRecorded: () => undefined,
    onDamage: () => expect.unreachable(),
  });
  const reply = await call(router.record, { envelope });
  if (!reply.ok) throw new Error(reply.reason);
  return reply.value.id;
}

async function deliverSome(kiosk: KioskParts, count: number): Promise<string[]> {
  const ids = [];
  for (let done = 0; done < count; done += 1) ids.push(await propose(kiosk));
  expect(await kiosk.courier.deliver(kiosk.signal)).toMatchObject({ ok: true });
  expect(kiosk.precious.outbox.count('waiting')).toBe(0);
  return ids;
}

const settle = (kiosk: KioskParts) => kiosk.freshSettler().settle(kiosk.signal);
const isErased = (kiosk: KioskParts, id: string) => kiosk.precious.outbox.find(id)?.item === '';

function makeBackup(folder: string, report: (progress: string) => void = () => undefined) {
  return backUp({ databaseUrl: city.databaseUrl, folder, report });
}

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

async function headOf(database: Database): Promise<{ position: number; settled: number } | undefined> {
  const { rows } = await database.query<{ position: number; settled: number }>(
    "select position, settled from submission_head where tenant = 'pantin'",
  );
  return rows[0];
}

async function checkDatabases(): Promise<string[]> {
  const { rows } = await city.database.query<{ name: string }>(
    "select datname as name from pg_database where datname like 'borne_check_%'",
  );
  return rows.map(({ name }) => name);
}

test('a city that loses its database gets everything back: from its backup, and from its kiosks', async () => {
  const kiosk = await openKiosk();
  const first = await deliverSome(kiosk, 30);
  await settle(kiosk);
  expect(first.some((id) => isErased(kiosk, id))).toBe(false);

  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(folder)).toMatchObject({ ok: true, value: { settled: 30 } });
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
  const kiosk = await openKiosk();
  await deliverSome(kiosk, 2);
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(folder)).toMatchObject({ ok: true });
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
  expect(await makeBackup(folder)).toMatchObject({ ok: true });
  const fresh = await emptyDatabase();
  await putBack(fresh.url, folder);
  await withDatabase(fresh.url, async (database) => {
    const { rows } = await database.query('select content from dead_letter where sha256 = $1', [odd]);
    expect(rows).toEqual([{ content: Buffer.from([0, 255, 10, 13, 92]) }]);
  });
  await fresh.drop();
});

/** Runs `change` on the unfinished folder, once it is written and before it is read back. */
function whenWritten(folder: string, change: (unfinished: string) => void): (progress: string) => void {
  return (progress) => {
    if (progress !== 'reading the copy back') return;
    const name = readdirSync(dirname(folder)).find((each) =>
      each.startsWith(`${basename(folder)}.unfinished`),
    );
    change(join(dirname(folder), name ?? 'none'));
  };
}

test.each<[string, (unfinished: string) => void]>([
  ['a byte more', (unfinished) => appendFileSync(join(unfinished, 'submission.ndjson.gz'), 'x')],
  ['a file less', (unfinished) => rmSync(join(unfinished, 'feed.ndjson.gz'))],
  ['rows less, and a manifest that fits them', forgeWithout],
])('a backup with %s settles nothing and leaves nothing', async (_, change) => {
  const kiosk = await openKiosk();
  const [id = ''] = await deliverSome(kiosk, 1);
  const before = await headOf(city.database);
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(folder, whenWritten(folder, change))).toEqual({ ok: false, reason: 'altered' });
  expect((await headOf(city.database))?.settled).toBe(before?.settled);
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

test('a submission whose bytes are not what was accepted is not settled', async () => {
  const kiosk = await openKiosk();
  const [id = ''] = await deliverSome(kiosk, 1);
  const { rows } = await city.database.query<{ item: Buffer }>('select item from submission where id = $1', [
    id,
  ]);
  await city.database.query('update submission set item = $2 where id = $1', [id, Buffer.from('rotten')]);
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(folder)).toEqual({ ok: false, reason: 'altered' });
  await city.database.query('update submission set item = $2 where id = $1', [id, rows[0]?.item]);
  kiosk.close();
});

test('two backups at once: one is made, the other says so, and the next one can be made', async () => {
  const folder = temporaryFolder();
  const [one, two] = await Promise.all([makeBackup(join(folder, 'one')), makeBackup(join(folder, 'two'))]);
  expect([one, two].filter(({ ok }) => ok)).toHaveLength(1);
  expect([one, two]).toContainEqual({ ok: false, reason: 'under-way' });
  expect(readdirSync(folder)).toHaveLength(1);
  expect(await makeBackup(join(folder, 'three'))).toMatchObject({ ok: true });
  expect(await makeBackup(join(folder, 'three'))).toEqual({ ok: false, reason: 'folder-in-use' });
});

test('positions are dense whoever gives them, also while kiosks deliver', async () => {
  const kiosk = await openKiosk();
  const folder = temporaryFolder();
  const delivering = deliverSome(kiosk, 40);
  for (let count = 0; count < 4; count += 1)
    expect(await makeBackup(join(folder, String(count)))).toMatchObject({ ok: true });
  await delivering;
  expect(await makeBackup(join(folder, 'last'))).toMatchObject({ ok: true });
  const { rows } = await city.database.query<{ position: number }>(
    "select position from submission where tenant = 'pantin' order by position",
  );
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1));
  expect(await headOf(city.database)).toEqual({ position: rows.length, settled: rows.length });
  kiosk.close();
});

test('a watermark is not raised in a database that began another life meanwhile', async () => {
  const kiosk = await openKiosk();
  await deliverSome(kiosk, 1);
  const before = await headOf(city.database);
  const folder = join(temporaryFolder(), 'backup');
  const other = openDatabase(city.databaseUrl);
  const { rows } = await other.query<{ epoch: string }>(
    "select epoch from feed_head where tenant = 'pantin'",
  );
  let changed: Promise<unknown> = Promise.resolve();
  await makeBackup(
    folder,
    whenWritten(folder, () => {
      changed = other.query("update feed_head set epoch = gen_random_uuid() where tenant = 'pantin'");
    }),
  );
  await changed;
  expect((await headOf(city.database))?.settled).toBe(before?.settled);
  await other.query("update feed_head set epoch = $1 where tenant = 'pantin'", [rows[0]?.epoch]);
  await other.end();
  kiosk.close();
});

test('a restore wants a whole backup and an empty database, and leaves nothing when it fails', async () => {
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(folder)).toMatchObject({ ok: true });
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

test('what the hub says of items is signed, leaves out what it lacks, and is for its kiosks only', async () => {
  const kiosk = await openKiosk();
  const [id = ''] = await deliverSome(kiosk, 1);
  const stranger = crypto.randomUUID() as string;
  const reply = await kiosk.hub.acks('pantin', [id, stranger], kiosk.signal);
  if (!reply.ok) throw new Error(reply.reason);
  const signed = signedByFeedSchema.parse(reply.value);
  const key = kiosk.keyring.newest('pantin')?.feed.find(({ kid }) => kid === signed.feedKey);
  expect(await verify(key?.publicKey ?? '', signed.text, signed.signature)).toBe(true);
  const acks: Acks = acksSchema.parse(JSON.parse(signed.text));
  const item = kiosk.precious.outbox.find(id)?.item ?? '';
  expect(acks.acks).toEqual([{ id, sha256: sha256Name(item), state: 'accepted' }]);
  const post = (body: unknown) =>
    fetch(`${city.url}/v1/pantin/acks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post({ ids: [id] })).status).toBe(401);
  const tooMany = Array.from({ length: 1_001 }, () => crypto.randomUUID() as string);
  expect(await kiosk.hub.acks('pantin', tooMany, kiosk.signal)).toEqual({
    ok: false,
    reason: 'request-refused',
  });
  // A partner's items too: this kiosk follows it, and it has none of these.
  const partner = await kiosk.hub.acks('paris', [id], kiosk.signal);
  expect(partner.ok && acksSchema.parse(JSON.parse(partner.value.text)).acks).toEqual([]);
  kiosk.close();
});

test('a folder that cannot be and a database that is not there are said as such', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(await makeBackup(join(folder, 'file', 'backup'))).toEqual({ ok: false, reason: 'folder-unusable' });
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
