import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { silentLog } from '../../electron/core/log/index.ts';
import { projectAll } from '../../electron/core/projection/index.ts';
import { openContent, openPrecious, type Precious } from '../../electron/core/store/index.ts';
import { openForWriting } from '../../electron/core/store/open.ts';
import { temporaryFolder } from '../support/core.ts';

const DEVICE = 'b3b2a6a5-58f0-4a3f-9b1e-0a3c0f1f5a10';

function open(folder: string): Precious {
  const precious = openPrecious(folder, silentLog);
  if (!precious.ok) throw new Error(precious.reason);
  return precious.value;
}

function add(precious: Precious, id = crypto.randomUUID()): string {
  precious.outbox.add({ id, tenant: 'pantin' }, (place) => ({
    item: JSON.stringify({
      format: 'borne/item/v1',
      device: DEVICE,
      ...place,
      recordedOn: '2026-03-29',
      envelope: { header: '{}', facts: 'AA', words: 'AA' },
    }),
    signature: 'signature',
  }));
  return id;
}

function enrol(precious: Precious): void {
  precious.site.enrol(
    {
      device: DEVICE,
      deviceKey: 'key',
      tenant: 'pantin',
      site: { id: 'site', name: 'Maison du projet' },
      rootKey: 'root',
    },
    { tenant: 'pantin', rootKey: 'root', edition: 1, text: '{}', signature: 'signature' },
  );
}

test('the settings of data-1 hold', () => {
  const db = openForWriting(join(temporaryFolder(), 'x.db'), 'FULL');
  const settings = [
    'journal_mode',
    'synchronous',
    'foreign_keys',
    'busy_timeout',
    'trusted_schema',
    'secure_delete',
  ];
  expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 5000, 0, 1]);
  db.close();
});

test('every table is STRICT', () => {
  const folder = temporaryFolder();
  open(folder).close();
  openContent(folder, { version: '1', projectAll }, silentLog).close();
  for (const file of ['precious.db', 'content.db']) {
    const db = new Database(join(folder, file));
    const loose = db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(loose).toEqual([]);
    db.close();
  }
});

test('numbers follow each other, and a recreated file has another incarnation', () => {
  const first = open(temporaryFolder());
  add(first);
  add(first);
  const second = open(temporaryFolder());
  const numbers = first.outbox.waiting(10).map((row) => (JSON.parse(row.item) as { number: number }).number);
  expect(numbers).toEqual([1, 2]);
  expect(second.incarnation).not.toBe(first.incarnation);
  first.close();
  second.close();
});

test('the same incarnation is found again after a new start', () => {
  const folder = temporaryFolder();
  const first = open(folder);
  const { incarnation } = first;
  first.close();
  const second = open(folder);
  expect(second.incarnation).toBe(incarnation);
  second.close();
});

test('a file of a later program is left alone', () => {
  const folder = temporaryFolder();
  open(folder).close();
  const db = new Database(join(folder, 'precious.db'));
  db.pragma('user_version = 99');
  db.close();
  expect(openPrecious(folder, silentLog)).toEqual({ ok: false, reason: 'precious-newer-than-program' });
  expect(readdirSync(folder).some((name) => name.startsWith('set-aside'))).toBe(false);
});

test('a folder that is not one is told', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(openPrecious(join(file, 'data'), silentLog)).toEqual({ ok: false, reason: 'data-folder-unusable' });
});

test.each([
  ['its beginning', (bytes: Buffer) => bytes.fill(7, 0, 100)],
  ['half of it', (bytes: Buffer) => bytes.fill(7, Math.floor(bytes.length / 2))],
  ['all of it', (bytes: Buffer) => bytes.fill(7)],
])('with %s damaged, the file is set aside and the kiosk goes on', (_, damage) => {
  const folder = temporaryFolder();
  const before = open(folder);
  enrol(before);
  const ids = Array.from({ length: 50 }, () => add(before));
  before.backUp();
  const lateId = add(before);
  before.close();
  const file = join(folder, 'precious.db');
  writeFileSync(file, damage(readFileSync(file)));

  const after = open(folder);
  const away = readdirSync(folder).find((name) => name.startsWith('set-aside'));
  expect(existsSync(join(folder, away ?? 'none', 'precious.db'))).toBe(true);
  expect(after.incarnation).not.toBe(before.incarnation);
  expect(after.site.enrolment()?.site.name).toBe('Maison du projet');
  const saved = after.outbox.waiting(100).map((row) => row.id);
  expect(saved).toEqual(expect.arrayContaining(ids));
  expect([51, 50]).toContain(saved.length);
  expect(saved.every((id) => [...ids, lateId].includes(id))).toBe(true);
  expect((JSON.parse(itemOf(after, add(after))) as { number: number }).number).toBe(1);
  after.close();
});

function itemOf(precious: Precious, id: string): string {
  return precious.outbox.find(id)?.item ?? '';
}

test('what can be read of a damaged file is saved without a backup', () => {
  const folder = temporaryFolder();
  const before = open(folder);
  const ids = new Set(Array.from({ length: 400 }, () => add(before)));
  before.close();
  const file = join(folder, 'precious.db');
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2 / 4096) * 4096;
  writeFileSync(file, bytes.fill(7, middle, middle + 4096));
  const after = open(folder);
  const saved = after.outbox.waiting(1000).map((row) => row.id);
  expect(after.incarnation).not.toBe(before.incarnation);
  expect(saved.length).toBeGreaterThan(300);
  expect(saved.every((id) => ids.has(id))).toBe(true);
  after.close();
});

test('a power cut while the fresh file was put in its place is finished at the next start', () => {
  const folder = temporaryFolder();
  const before = open(folder);
  const id = add(before);
  before.close();
  const rescued = join(folder, 'precious-rescued.db');
  writeFileSync(rescued, readFileSync(join(folder, 'precious.db')));
  removePrecious(folder);
  const after = open(folder);
  expect(after.outbox.waiting(10).map((row) => row.id)).toEqual([id]);
  after.close();
});

/** Where `open` has no ears. */
function openTelling(folder: string): { precious: Precious; events: [string, number | undefined][] } {
  const events: [string, number | undefined][] = [];
  const opened = openPrecious(folder, { write: (event, fields) => void events.push([event, fields?.count]) });
  if (!opened.ok) throw new Error(opened.reason);
  return { precious: opened.value, events };
}

test('a file that is gone comes back from the newest sound backup, in another incarnation, and it is told', () => {
  const folder = temporaryFolder();
  const before = openTelling(folder);
  expect(before.events).toEqual([]);
  enrol(before.precious);
  const ids = Array.from({ length: 3 }, () => add(before.precious));
  before.precious.backUp();
  add(before.precious);
  before.precious.backUp();
  before.precious.close();
  const newest = readdirSync(join(folder, 'backups')).sort().at(-1) ?? '';
  writeFileSync(join(folder, 'backups', newest), Buffer.alloc(20_000, 7));
  removePrecious(folder);

  const after = openTelling(folder);
  expect(after.events).toEqual([['precious-restored', 3]]);
  expect(after.precious.incarnation).not.toBe(before.precious.incarnation);
  expect(after.precious.site.enrolment()?.site.name).toBe('Maison du projet');
  expect(after.precious.outbox.waiting(10).map((row) => row.id)).toEqual(ids);
  after.precious.close();
  expect(readdirSync(folder).some((name) => name.startsWith('set-aside'))).toBe(false);
});

test('a power cut while a lost file is made again loses nothing of the backup; a log without its file is kept apart', () => {
  const folder = temporaryFolder();
  const before = open(folder);
  const id = add(before);
  before.backUp();
  before.close();
  removePrecious(folder);
  // As the cut left it: begun, without the items.
  open(join(folder, 'other')).close();
  writeFileSync(join(folder, 'precious-unfinished.db'), readFileSync(join(folder, 'other', 'precious.db')));
  writeFileSync(join(folder, 'precious.db-wal'), 'the log of a file that is gone');
  const after = open(folder);
  expect(after.outbox.waiting(10).map((row) => row.id)).toEqual([id]);
  after.close();
  const away = readdirSync(folder).find((name) => name.startsWith('set-aside'));
  expect(readdirSync(join(folder, away ?? 'none'))).toEqual(['precious.db-wal']);
});

function removePrecious(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith('precious.db')))
    rmSync(join(folder, name));
}

test('backups are whole, and only a few stay', () => {
  const folder = temporaryFolder();
  const precious = open(folder);
  for (let count = 0; count < 9; count += 1) {
    add(precious);
    precious.backUp();
  }
  const names = readdirSync(join(folder, 'backups')).sort();
  expect(names).toHaveLength(6);
  const newest = new Database(join(folder, 'backups', names.at(-1) ?? ''));
  expect(newest.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(9);
  newest.close();
  precious.close();
});

test('content that is damaged is made again, empty, with a higher generation', () => {
  const folder = temporaryFolder();
  const first = openContent(folder, { version: '1', projectAll }, silentLog);
  const before = Number(first.prepare('SELECT number FROM generation').pluck().get());
  first.close();
  writeFileSync(
    join(folder, 'content.db'),
    'not a database at all, and long enough to be looked at'.repeat(100),
  );
  const second = openContent(folder, { version: '1', projectAll }, silentLog);
  expect(second.prepare('SELECT count(*) FROM record').pluck().get()).toBe(0);
  expect(Number(second.prepare('SELECT number FROM generation').pluck().get())).toBeGreaterThan(before);
  second.close();
});

test('content of another schema keeps its records, letter for letter', () => {
  const folder = temporaryFolder();
  const first = openContent(folder, { version: '1', projectAll }, silentLog);
  first
    .prepare(
      "INSERT INTO record (tenant, scope, collection, id, version, body, sum) VALUES ('pantin', 'public', 'weather', 'x', 3, '{ \"a\":1}', -9007199254740993)",
    )
    .run();
  first.prepare("INSERT INTO cursor (tenant, epoch, head) VALUES ('pantin', 'e', 5)").run();
  first.pragma('user_version = 0');
  first.close();
  const second = openContent(folder, { version: '1', projectAll }, silentLog);
  const row = second.prepare('SELECT body, CAST(sum AS TEXT) AS sum FROM record').get();
  expect(row).toEqual({ body: '{ "a":1}', sum: '-9007199254740993' });
  expect(second.prepare('SELECT head FROM cursor').pluck().get()).toBe(5);
  second.close();
});
