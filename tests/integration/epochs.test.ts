import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inTransaction } from '../../city/hub/database/index.ts';
import { beginNewLives, placeEpochsAfter, putRecord } from '../../city/hub/feed/index.ts';
import { exportBundle, openDatabase, openKeyRing, restore, startHub } from '../../city/hub/index.ts';
import { StickSource } from '../../electron/core/bundle/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { SegmentFiles } from '../../electron/core/store/index.ts';
import { Follower } from '../../electron/core/sync/index.ts';
import { enrolledKiosk, type KioskInFolder, makeBackup } from '../support/backed-up-city.ts';
import { startCity, type City } from '../support/city.ts';
import { kioskParts, recordsOf, temporaryFolder } from '../support/core.ts';
import { createDatabase } from '../support/postgres.ts';
import { whenPlaced } from '../support/publisher.ts';

/* What a kiosk does about a life of the city's database that is over, however it meets it again (I8). */

const TENANT = 'pantin';
const REFUSED = { ok: false, reason: 'left-epoch' };
let city: City;
beforeAll(async () => {
  city = await startCity({ tenants: [TENANT] });
});
afterAll(() => city.stop());

const follow = (kiosk: KioskInFolder) => kiosk.follower.follow(TENANT, kiosk.signal);
const note = (kiosk: KioskInFolder) => recordsOf(kiosk.folder, TENANT).get('note/one');
const newLife = () => inTransaction(city.database, beginNewLives);

async function write(body: string): Promise<void> {
  await inTransaction(city.database, (connection) =>
    putRecord(connection, { tenant: TENANT, scope: 'public', collection: 'note', id: 'one' }, body),
  );
  await whenPlaced(city.database);
}

async function fillStick(): Promise<string> {
  const stick = temporaryFolder();
  const keys = await openKeyRing(city.keysFolder).of(TENANT);
  if (!keys) throw new Error('no keys');
  expect(await exportBundle(city.database, keys, stick)).not.toBe('busy');
  return stick;
}

async function followStick(kiosk: KioskInFolder, stick: string) {
  const { keyring, content, folder, signal, precious } = kiosk;
  const hub = new StickSource(stick, precious.site.enrolment() ?? { device: '', tenant: '' });
  const means = { hub, keyring, outbox: precious.outbox, content, log: silentLog };
  return new Follower({ ...means, segments: new SegmentFiles(folder) }).follow(TENANT, signal);
}

test('a stick of a life that was left is refused, and one of the life after it is followed', async () => {
  const kiosk = await enrolledKiosk(city);
  await write('{"text":"first"}');
  const old = await fillStick();
  expect(await followStick(kiosk, old)).toMatchObject({ ok: true });
  await newLife();
  await write('{"text":"second"}');
  const fresh = await fillStick();
  expect(await followStick(kiosk, fresh)).toMatchObject({ ok: true });
  expect(await followStick(kiosk, old)).toEqual(REFUSED);
  expect(note(kiosk)).toContain('second');
  expect(await follow(kiosk)).toEqual({ ok: true, value: { applied: 0 } });
  kiosk.close();
});

test('a backup of a life before the last begins one after it, and the hub that it replaces is not followed', async () => {
  const kiosk = await enrolledKiosk(city);
  await follow(kiosk);
  const folder = join(temporaryFolder(), 'backup');
  expect(await makeBackup(city, folder)).toMatchObject({ ok: true });
  await newLife();
  await write('{"text":"since the backup"}');
  await follow(kiosk);
  expect(note(kiosk)).toContain('since');
  const beside = kioskParts(copyOf(kiosk), city.url);

  const port = Number(new URL(city.url).port);
  await city.pause();
  const made = await createDatabase(inject('databaseServer'));
  expect(await restore({ databaseUrl: made.url, folder, report: () => undefined })).toMatchObject({
    ok: true,
  });
  const database = openDatabase(made.url);
  const hub = await startHub({ database, keysFolder: city.keysFolder, port });
  expect(await follow(kiosk)).toMatchObject({ ok: true });
  expect(note(kiosk)).not.toContain('since');
  await hub.close();
  await database.end();
  await made.drop();
  await city.resume();
  expect(await follow(kiosk)).toEqual(REFUSED);
  expect(await beside.follower.follow(TENANT, beside.signal)).toMatchObject({ ok: true });
  beside.close();
  kiosk.close();
});

function copyOf(kiosk: KioskInFolder): string {
  const folder = temporaryFolder();
  cpSync(kiosk.folder, folder, { recursive: true });
  return folder;
}

test('a life that began by a clock that was behind is refused until an operator puts it after the other', async () => {
  const kiosk = await enrolledKiosk(city);
  await follow(kiosk);
  const known = kiosk.precious.outbox.epoch(TENANT)?.epochNumber ?? 0;
  await write('{"text":"of the next life"}');
  await newLife();
  await city.database.query('update feed_head set epoch_number = $1', [known - 86_400_000]);
  expect(await follow(kiosk)).toEqual(REFUSED);
  expect(await placeEpochsAfter(city.database, known)).toBe(true);
  expect(await follow(kiosk)).toMatchObject({ ok: true });
  expect(note(kiosk)).toContain('next life');
  expect(await placeEpochsAfter(city.database, known)).toBe(false);
  kiosk.close();
});
