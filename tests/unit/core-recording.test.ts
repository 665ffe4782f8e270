import { call } from '@orpc/server';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { loadDeviceKey } from '../../electron/core/identity/index.ts';
import { createLog, silentLog } from '../../electron/core/log/index.ts';
import {
  LEAST_FREE_BYTES,
  type RecorderMeans,
  recordingRouter,
} from '../../electron/core/recording/index.ts';
import { openForWriting } from '../../electron/core/store/open.ts';
import { Outbox } from '../../electron/core/store/outbox.ts';
import { type Envelope, verify } from '../../shared/sealing/index.ts';
import { outboxItemSchema } from '../../shared/sync/index.ts';
import { kioskParts, type KioskParts, sealedNothing, temporaryFolder } from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';

let hub: FakeHub;
let kiosk: KioskParts;
let folder: string;
let recorded: number;
let damaged: number;

beforeEach(async () => {
  hub = await FakeHub.start();
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  recorded = 0;
  damaged = 0;
  return async () => {
    kiosk.close();
    await hub.stop();
  };
});

function record(envelope: Envelope, more: Partial<RecorderMeans> = {}) {
  const router = recordingRouter({
    precious: kiosk.precious,
    key: kiosk.key,
    keyring: kiosk.keyring,
    log: createLog(folder, 'core'),
    freeBytes: () => 10 * LEAST_FREE_BYTES,
    leastFreeBytes: LEAST_FREE_BYTES,
    onRecorded: () => (recorded += 1),
    onDamage: () => (damaged += 1),
    ...more,
  });
  return call(router.record, { envelope });
}

function sealed(
  place: Partial<{ tenant: string; service: string; hubKid: string; serviceKid: string }> = {},
) {
  const {
    tenant = hub.tenant,
    service = hub.service,
    hubKid = 'hub-key',
    serviceKid = 'service-key',
  } = place;
  const keys = {
    hub: { kid: hubKid, publicKey: hub.keys.hub },
    service: { kid: serviceKid, publicKey: hub.keys.service },
  };
  return sealedNothing(keys, { tenant, service });
}

const refused = (reason: string) => ({ ok: false, reason });

test('an envelope is on the disk, signed, before the answer', async () => {
  const envelope = await sealed();
  const reply = await record(envelope);
  if (!reply.ok) throw new Error(reply.reason);
  const other = new Database(join(folder, 'precious.db'), { readonly: true });
  const row = new Outbox(other).find(reply.value.id);
  other.close();
  if (!row) throw new Error('nothing was stored');
  expect(outboxItemSchema.parse(JSON.parse(row.item))).toMatchObject({
    number: 1,
    incarnation: kiosk.precious.incarnation,
    envelope,
  });
  expect(await verify(kiosk.key.publicKey, row.item, row.signature)).toBe(true);
  expect(recorded).toBe(1);
});

test('the same envelope twice is stored once, and answered alike', async () => {
  const envelope = await sealed();
  expect(await record(envelope)).toEqual(await record(envelope));
  expect(kiosk.precious.outbox.count('waiting')).toBe(1);
});

test('another envelope under the same id is not accepted', async () => {
  const envelope = await sealed();
  await record(envelope);
  expect(await record({ ...envelope, words: `${envelope.words}A` })).toEqual(refused('not-accepted'));
});

test.each([
  ['another tenant', { tenant: 'lyon' }],
  ['a hub key that no keyset names', { hubKid: 'mine' }],
  ['a service key that no keyset names', { serviceKid: 'mine' }],
  ['a service that has no keys', { service: 'toString' }],
])('%s is not accepted', async (_, place) => {
  expect(await record(await sealed(place))).toEqual(refused('not-accepted'));
  expect(kiosk.precious.outbox.count('waiting')).toBe(0);
});

test('a header that is not ours is not accepted', async () => {
  const envelope = await sealed();
  expect(await record({ ...envelope, header: '{"format":"borne/v1"}' })).toEqual(refused('not-accepted'));
});

test('a disk that is nearly full is told before anything is written', async () => {
  const free = { freeBytes: () => LEAST_FREE_BYTES - 1 };
  expect(await record(await sealed(), free)).toEqual(refused('storage-full'));
});

test('a disk that is full while writing is told, and what was stored stays', async () => {
  await record(await sealed());
  const db = openForWriting(join(folder, 'precious.db'), 'FULL');
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
  const precious = { ...kiosk.precious, outbox: new Outbox(db) };
  const filler = { ...(await sealed()), words: 'A'.repeat(100_000) };
  expect(await record(filler, { precious })).toEqual(refused('storage-full'));
  expect(precious.outbox.count('waiting')).toBe(1);
  db.close();
});

test('a disk that refuses is told, and a damaged file asks for a new start', async () => {
  const ioerr = { freeBytes: () => sqliteFailure('SQLITE_IOERR_WRITE') };
  expect(await record(await sealed(), ioerr)).toEqual(refused('storage-failed'));
  expect(damaged).toBe(0);
  const corrupt = { freeBytes: () => sqliteFailure('SQLITE_CORRUPT') };
  expect(await record(await sealed(), corrupt)).toEqual(refused('storage-failed'));
  expect(damaged).toBe(1);
});

function sqliteFailure(code: string): never {
  throw new Database.SqliteError('failed', code);
}

test('a bug is not taken for a full disk', async () => {
  const bug = {
    freeBytes: () => {
      throw new TypeError('a bug');
    },
  };
  await expect(record(await sealed(), bug)).rejects.toThrow('a bug');
});

test('a kiosk that is not enrolled accepts nothing', async () => {
  const other = temporaryFolder();
  writeFileSync(join(other, 'x'), '');
  const fresh = kioskParts(other, hub.url);
  const means = { precious: fresh.precious, keyring: fresh.keyring, key: fresh.key };
  expect(await record(await sealed(), means)).toEqual(refused('not-accepted'));
  fresh.close();
});

test('a kiosk that lost its device key promises nothing until it is enrolled again', async () => {
  const key = loadDeviceKey(temporaryFolder(), silentLog);
  expect(await record(await sealed(), { key })).toEqual(refused('storage-failed'));
});

test('nothing of an envelope comes into the log', async () => {
  await record(await sealed(), { freeBytes: () => sqliteFailure('SQLITE_IOERR_WRITE') });
  const log = readFileSync(join(folder, 'logs', 'core.ndjson'), 'utf8');
  expect(JSON.parse(log.trim())).toMatchObject({ event: 'record-failed', code: 'SQLITE_IOERR_WRITE' });
  expect(log).not.toContain('borne/v1');
});
