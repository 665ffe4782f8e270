import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../../electron/core/log/index.ts';
import { LEAST_FREE_BYTES, type RecorderMeans } from '../../electron/core/recording/index.ts';
import { Attachments } from '../../electron/core/store/attachments.ts';
import { openForWriting } from '../../electron/core/store/open.ts';
import { Outbox } from '../../electron/core/store/outbox.ts';
import { Carrier } from '../../electron/core/sync/index.ts';
import { ItemsFirst } from '../../electron/core/sync/items-first.ts';
import { type Envelope, type SealedAttachment } from '../../shared/sealing/index.ts';
import { kioskParts, type KioskParts, sealedNothing, temporaryFolder } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { FakeHub } from '../support/fake-hub.ts';
import { attachmentOf, recordOn } from '../support/recording.ts';

/* What is attached is committed with its item, and kept until the city has both. This hub is older: it knows of none. */

let hub: FakeHub;
let kiosk: KioskParts;
let folder: string;
let photo: SealedAttachment;
let voice: SealedAttachment;

beforeEach(async () => {
  hub = await FakeHub.start();
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  await kiosk.follower.follow(hub.tenant, kiosk.signal);
  photo = await attachmentOf(100_000);
  voice = await attachmentOf(10_000);
  return async () => {
    kiosk.close();
    await hub.stop();
  };
});

function sealedWith(...attachments: SealedAttachment[]): Promise<Envelope> {
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  return sealedNothing(keys, { tenant: hub.tenant, service: hub.service, attachments });
}

function files(): string[] {
  const place = join(folder, 'attachments');
  return existsSync(place) ? readdirSync(place).toSorted() : [];
}

function reopen(): void {
  kiosk.close();
  kiosk = kioskParts(folder, hub.url);
}

async function recordPhoto(): Promise<string> {
  const reply = await recordOn(kiosk, await sealedWith(photo), {}, [photo]);
  if (!reply.ok) throw new Error(reply.reason);
  return reply.value.id;
}

const notAccepted = { ok: false, reason: 'not-accepted' };

test('an item and what is attached are on the disk before the answer; the same again is stored once', async () => {
  const envelope = await sealedWith(photo, voice);
  const first = await recordOn(kiosk, envelope, {}, [photo, voice]);
  expect(first).toMatchObject({ ok: true });
  expect(files()).toEqual([photo.sha256, voice.sha256].toSorted());
  expect(readFileSync(join(folder, 'attachments', photo.sha256)).equals(photo.content)).toBe(true);
  expect(await recordOn(kiosk, envelope, {}, [photo, voice])).toEqual(first);
  expect(kiosk.precious.attachments.count('waiting')).toBe(2);
  expect(kiosk.precious.attachments.keptBytes()).toBe(photo.bytes + voice.bytes);
});

test('what is attached must be what the header names, one by one; nothing else stays behind', async () => {
  const envelope = await sealedWith(photo, voice);
  const altered = { ...voice, content: new Uint8Array(voice.content).fill(7, 100, 200) };
  for (const given of [[], [photo], [voice, photo], [photo, altered], [photo, voice, voice]])
    expect(await recordOn(kiosk, envelope, {}, given)).toEqual(notAccepted);
  expect(await recordOn(kiosk, await sealedWith(), {}, [photo])).toEqual(notAccepted);
  const short = { ...voice, bytes: voice.bytes * 2 };
  expect(await recordOn(kiosk, await sealedWith(short), {}, [voice])).toEqual(notAccepted);
  expect(files()).toEqual([]);
  expect(kiosk.precious.outbox.count('waiting')).toBe(0);
});

test('without room for all of it nothing is kept, and the visitor is told', async () => {
  const envelope = await sealedWith(photo);
  const full = { ok: false, reason: 'storage-full' };
  const nearly = { freeBytes: () => LEAST_FREE_BYTES + photo.bytes - 1, leastFreeBytes: LEAST_FREE_BYTES };
  expect(await recordOn(kiosk, envelope, nearly, [photo])).toEqual(full);
  const { attachments } = kiosk.precious;
  const much = Object.assign(Object.create(attachments) as Attachments, { keptBytes: () => 2_000_000_000 });
  const crowded: Partial<RecorderMeans> = { precious: { ...kiosk.precious, attachments: much } };
  expect(await recordOn(kiosk, envelope, crowded, [photo])).toEqual(full);

  // The files have room, and then the database has not.
  const db = openForWriting(join(folder, 'precious.db'), 'FULL');
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
  const precious = { ...kiosk.precious, outbox: new Outbox(db), attachments: new Attachments(db, folder) };
  const filler = { ...envelope, words: 'A'.repeat(100_000) };
  expect(await recordOn(kiosk, filler, { precious }, [photo])).toEqual(full);
  db.close();
  expect(files()).toEqual([]);
  expect(kiosk.precious.attachments.count('waiting')).toBe(0);

  writeFileSync(join(folder, 'attachments', `${photo.sha256}.pending`), '');
  rmSync(join(folder, 'attachments'), { recursive: true });
  writeFileSync(join(folder, 'attachments'), 'in the way');
  expect(await recordOn(kiosk, envelope, {}, [photo])).toEqual({ ok: false, reason: 'storage-failed' });
  expect(kiosk.precious.outbox.count('waiting')).toBe(0);
});

test('a start ends what a power cut left: a file that is named counts, one that is not goes', async () => {
  const id = await recordPhoto();
  const place = join(folder, 'attachments');
  // As if the power had gone right after the commit, and in the middle of another.
  writeFileSync(join(place, `${photo.sha256}.pending`), photo.content);
  rmSync(join(place, photo.sha256));
  writeFileSync(join(place, `${voice.sha256}.pending`), voice.content);
  expect(kiosk.precious.attachments.files.read(photo.sha256, 5, 3)).toEqual(photo.content.slice(5, 8));
  reopen();
  expect(files()).toEqual([photo.sha256]);
  expect(kiosk.precious.attachments.has(id)).toBe(true);

  // And right after the item was erased.
  kiosk.precious.outbox.settle([{ id, state: 'accepted', reason: null }]);
  const settled = [{ id, sha256: photo.sha256 }];
  kiosk.precious.outbox.erase(settled);
  expect(kiosk.precious.outbox.find(id)?.item).not.toBe('');
  kiosk.precious.attachments.heard(id, []);
  kiosk.precious.outbox.erase(settled);
  reopen();
  expect(files()).toEqual([]);
  expect(kiosk.precious.attachments.has(id)).toBe(false);
});

test('an item is not erased on the word of a hub that does not speak of what is attached', async () => {
  const id = await recordPhoto();
  expect(await kiosk.courier.deliver(kiosk.signal)).toMatchObject({ ok: true });
  hub.settled.add(id);
  expect(await kiosk.freshSettler().settle(kiosk.signal)).toBe(1);
  expect(kiosk.precious.outbox.find(id)?.item).not.toBe('');
  expect(files()).toEqual([photo.sha256]);
  // It takes none either: the kiosk tries again later, and everything else goes on.
  await kiosk.courier.deliver(kiosk.signal);
  expect(await kiosk.carrier.carry(kiosk.signal)).toMatchObject({ ok: true });
  expect(kiosk.carrier.nextDue()).toBeDefined();
  expect(kiosk.precious.attachments.count('waiting')).toBe(1);
});

test('no piece leaves while an item is on its way, and none that the city has', async () => {
  await recordPhoto();
  await kiosk.courier.deliver(kiosk.signal);
  const { attachments } = kiosk.precious;
  const items = new ItemsFirst();
  const arrived: (string | undefined)[] = [];
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/blob/')) return false;
    const isPiece = request.method === 'PUT';
    if (isPiece) arrived.push(request.headers['content-range']);
    response.writeHead(200, { 'upload-offset': isPiece ? String(photo.bytes) : '65536' }).end();
    return true;
  };
  const carrier = new Carrier({
    hub: kiosk.hub,
    attachments,
    log: silentLog,
    itemsFirst: (tenant) => items.free(tenant),
  });
  let delivered: () => void = () => undefined;
  const delivering = items.take(hub.tenant, () => new Promise<void>((resolve) => (delivered = resolve)));
  const carrying = carrier.carry(kiosk.signal);
  await eventually(() => expect(hub.asked.some((path) => path.includes('/blob/'))).toBe(true));
  await sleep(100);
  expect(arrived).toEqual([]);
  delivered();
  await Promise.all([delivering, carrying]);
  expect(arrived).toEqual([`bytes 65536-${photo.bytes - 1}/${photo.bytes}`]);
  expect(attachments.count('present')).toBe(1);
});

test('a line that carries no large piece gets smaller ones, until one passes', async () => {
  await recordPhoto();
  await kiosk.courier.deliver(kiosk.signal);
  const passes = 64 * 1024;
  const tried: number[] = [];
  let offset = 0;
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/blob/')) return false;
    const [, start = 0, last = 0] = /^bytes (\d+)-(\d+)/.exec(request.headers['content-range'] ?? '') ?? [];
    const bytes = Number(last) - Number(start) + 1;
    if (request.method === 'PUT') tried.push(bytes / 1024);
    const isCut = request.method === 'PUT' && bytes > passes;
    if (isCut) response.destroy();
    else if (request.method === 'PUT') offset = Number(last) + 1;
    if (!isCut) response.writeHead(200, { 'upload-offset': String(offset) }).end();
    return true;
  };
  // No wait between two tries.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  for (let rounds = 0; rounds < 5; rounds += 1) await kiosk.carrier.carry(kiosk.signal);
  vi.restoreAllMocks();
  expect(tried.slice(0, 6)).toEqual([256, 256, 256, 128, 64, 128]);
});

test('an attachment that the disk lost or altered needs people, and no round stops for it', async () => {
  await recordPhoto();
  await kiosk.courier.deliver(kiosk.signal);
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/blob/')) return false;
    response.writeHead(request.method === 'HEAD' ? 200 : 422, { 'upload-offset': '0' }).end();
    return true;
  };
  const place = join(folder, 'attachments', photo.sha256);
  expect(await kiosk.carrier.carry(kiosk.signal)).toMatchObject({ ok: true });
  expect(kiosk.precious.attachments.count('waiting')).toBe(1);
  writeFileSync(place, new Uint8Array(photo.content).fill(1, 0, 10));
  const other = kioskParts(folder, hub.url);
  expect(await other.carrier.carry(kiosk.signal)).toMatchObject({ ok: true });
  expect(other.precious.attachments.count('attention')).toBe(1);
  expect(other.carrier.nextDue()).toBeUndefined();
  other.close();
});

test('a damaged database is made again with the names of what is attached', async () => {
  const id = await recordPhoto();
  kiosk.precious.backUp();
  kiosk.close();
  const file = join(folder, 'precious.db');
  writeFileSync(file, readFileSync(file).fill(0, 0, 4096));
  kiosk = kioskParts(folder, hub.url);
  expect(kiosk.precious.outbox.find(id)?.item).not.toBe('');
  expect(kiosk.precious.attachments.has(id)).toBe(true);
  expect(kiosk.precious.attachments.files.isSound(photo.sha256)).toBe(true);
});
