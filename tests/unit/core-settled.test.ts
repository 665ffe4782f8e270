import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { generateSigningKeyPair, sign, type Envelope } from '../../shared/sealing/index.ts';
import { ACKS_BATCH, outboxItemSchema } from '../../shared/sync/index.ts';
import { kioskParts, type KioskParts, sealedNothing, temporaryFolder } from '../support/core.ts';
import { FakeHub, json } from '../support/fake-hub.ts';
import { recordOn } from '../support/recording.ts';

let hub: FakeHub;
let kiosk: KioskParts;
let folder: string;

beforeEach(async () => {
  hub = await FakeHub.start();
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  await kiosk.follower.follow(hub.tenant, kiosk.signal);
  return async () => {
    kiosk.close();
    await hub.stop();
  };
});

const outbox = () => kiosk.precious.outbox;
const settle = () => kiosk.freshSettler().settle(kiosk.signal);
const itemOf = (id: string) => outbox().find(id)?.item;
const acksAsked = () => hub.asked.filter((path) => path.endsWith('/acks')).length;

async function recordOne(): Promise<{ id: string; envelope: Envelope }> {
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  const envelope = await sealedNothing(keys, { tenant: hub.tenant, service: hub.service });
  const reply = await recordOn(kiosk, envelope);
  if (!reply.ok) throw new Error(reply.reason);
  return { id: reply.value.id, envelope };
}

async function deliverOne() {
  const one = await recordOne();
  await kiosk.courier.deliver(kiosk.signal);
  expect(outbox().count('accepted')).toBeGreaterThan(0);
  return one;
}

test('what is accepted is kept; what is settled is erased from the file and the log beside it', async () => {
  const { id, envelope } = await deliverOne();
  const kept = itemOf(id);
  expect(await settle()).toBe(0);
  expect(itemOf(id)).toBe(kept);
  expect(bytesOf(folder)).toContain(envelope.words);

  hub.settled.add(id);
  expect(await settle()).toBe(0);
  expect(outbox().find(id)).toEqual({ id, tenant: hub.tenant, item: '', signature: '' });
  expect(outbox().count('accepted')).toBe(0);
  expect(bytesOf(folder)).not.toContain(envelope.words);
});

function bytesOf(of: string): string {
  const files = ['precious.db', 'precious.db-wal'].map((name) => join(of, name));
  return files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1'))
    .join();
}

test('backups that hold an erased item go with the next one, and with none before there is a sound one', async () => {
  const backups = join(folder, 'backups');
  const held = () => readdirSync(backups).filter((name) => name.startsWith('precious-'));
  kiosk.precious.backUp();
  const [before = ''] = held();
  const { id, envelope } = await deliverOne();
  kiosk.precious.backUp();
  kiosk.precious.backUp();
  hub.settled.add(id);
  await settle();
  expect(held()).toHaveLength(3);

  // A disk that takes no new backup: the old ones are all there is.
  mkdirSync(join(backups, 'unfinished.db'));
  expect(() => kiosk.precious.backUp()).toThrow();
  expect(held()).toHaveLength(3);
  rmdirSync(join(backups, 'unfinished.db'));
  kiosk.precious.backUp();
  expect(held()).toHaveLength(2);
  expect(held()).toContain(before);
  for (const name of held())
    expect(readFileSync(join(backups, name), 'latin1')).not.toContain(envelope.words);
});

test('an erased item recorded again is answered and not stored again; its number is not given again', async () => {
  const { id, envelope } = await deliverOne();
  hub.settled.add(id);
  await settle();
  expect(await recordOn(kiosk, envelope)).toEqual({ ok: true, value: { id } });
  expect(itemOf(id)).toBe('');
  expect(outbox().count('waiting')).toBe(0);
  const next = await recordOne();
  expect(outboxItemSchema.parse(JSON.parse(itemOf(next.id) ?? '')).number).toBe(2);
});

test('nothing is asked when nothing was accepted; otherwise once an hour, and again in a new epoch', async () => {
  const settler = kiosk.freshSettler();
  await recordOne();
  await settler.settle(kiosk.signal);
  expect(acksAsked()).toBe(0);
  const asking = kiosk.freshSettler();
  await kiosk.courier.deliver(kiosk.signal);
  await asking.settle(kiosk.signal);
  await asking.settle(kiosk.signal);
  expect(acksAsked()).toBe(1);
  hub.beginNewEpoch();
  await kiosk.follower.follow(hub.tenant, kiosk.signal);
  await kiosk.courier.deliver(kiosk.signal);
  await asking.settle(kiosk.signal);
  await asking.settle(kiosk.signal);
  expect(acksAsked()).toBe(2);
});

test('what the hub accepted and does not have any more is delivered again', async () => {
  const [kept, lost] = [await deliverOne(), await deliverOne()];
  hub.received.delete(lost.id);
  expect(await settle()).toBe(1);
  expect(
    outbox()
      .waiting(10)
      .map((row) => row.id),
  ).toEqual([lost.id]);
  await kiosk.courier.deliver(kiosk.signal);
  expect([...hub.received.keys()].toSorted()).toEqual([kept.id, lost.id].toSorted());
});

test('a new epoch offers again what was not settled, and nothing that was erased', async () => {
  const [settled, accepted] = [await deliverOne(), await deliverOne()];
  hub.settled.add(settled.id);
  await settle();
  hub.beginNewEpoch();
  await kiosk.follower.follow(hub.tenant, kiosk.signal);
  expect(
    outbox()
      .waiting(10)
      .map((row) => row.id),
  ).toEqual([accepted.id]);
});

test('more items than one request may ask about are all settled', async () => {
  const ids = Array.from({ length: ACKS_BATCH + 5 }, () => crypto.randomUUID() as string);
  const db = new Database(join(folder, 'precious.db'));
  const insert = db.prepare(
    `INSERT INTO outbox (id, incarnation, number, tenant, item, signature, state)
     VALUES (?, 'i', ?, ?, ?, 's', 'accepted')`,
  );
  // In one transaction: a thousand of their own are a thousand flushes of the disk.
  db.transaction(() => {
    for (const [index, id] of ids.entries()) insert.run(id, index + 1, hub.tenant, id);
  })();
  db.close();
  for (const id of ids) hub.received.set(id, id);
  for (const id of ids) hub.settled.add(id);
  await settle();
  expect(outbox().count('accepted')).toBe(0);
  expect(acksAsked()).toBe(2);
});

/** Answers the next question about items with something else. */
function answerWith(reply: (asked: string) => Promise<unknown>): void {
  hub.misbehave = async (request, response, body) => {
    if (!request.url?.endsWith('/acks')) return false;
    json(response, 200, await reply(body));
    return true;
  };
}

test.each<[string, (asked: string) => Promise<unknown>]>([
  [
    'another key',
    async (asked) => {
      const text = JSON.stringify(hub.acks(asked));
      const stranger = await generateSigningKeyPair();
      return { text, signature: await sign(stranger.privateKey, text), feedKey: 'feed-key' };
    },
  ],
  [
    'no key',
    async (asked) => ({ text: JSON.stringify(hub.acks(asked)), signature: 'AA', feedKey: 'feed-key' }),
  ],
  ['another tenant', (asked) => hub.signed({ ...hub.acks(asked), tenant: 'lyon' })],
  ['another life of the hub', (asked) => hub.signed({ ...hub.acks(asked), epoch: crypto.randomUUID() })],
  ['another statement', () => hub.signed(hub.checkpoint())],
])('words signed by or for %s are not believed', async (_, reply) => {
  const { id } = await deliverOne();
  hub.settled.add(id);
  answerWith(reply);
  await settle();
  expect(itemOf(id)).not.toBe('');
  expect(outbox().count('accepted')).toBe(1);
  hub.misbehave = () => false;
  await settle();
  expect(itemOf(id)).toBe('');
});

test('an item that the hub has with other bytes is never erased, and people look at it', async () => {
  const { id } = await deliverOne();
  hub.received.set(id, 'something else');
  hub.settled.add(id);
  await settle();
  expect(itemOf(id)).not.toBe('');
  expect(outbox().count('attention')).toBe(1);
});

test('a damaged file is rescued with its erased items, and they are not sent again', async () => {
  const [settled, accepted] = [await deliverOne(), await deliverOne()];
  kiosk.precious.backUp();
  hub.settled.add(settled.id);
  await settle();
  kiosk.close();
  damageUsage(join(folder, 'precious.db'));
  kiosk = kioskParts(folder, hub.url);
  expect(readdirSync(folder).some((name) => name.startsWith('set-aside'))).toBe(true);
  expect(itemOf(settled.id)).toBe('');
  expect(itemOf(accepted.id)).not.toBe('');
  expect(await recordOn(kiosk, settled.envelope)).toEqual({ ok: true, value: { id: settled.id } });
});

/** Breaks a page that nothing here needs: the last one that counts what was recorded. */
function damageUsage(file: string): void {
  const bytes = readFileSync(file);
  const page = Math.floor(bytes.lastIndexOf(Buffer.from('recorded')) / 4096);
  expect(page).toBeGreaterThan(0);
  writeFileSync(file, bytes.fill(7, page * 4096, (page + 1) * 4096));
}

test('a kiosk that goes on from a copy has a new incarnation, and delivers what it has once', async () => {
  const delivered = await deliverOne();
  const before = kiosk.precious.incarnation;
  kiosk.precious.backUp();
  kiosk.close();
  for (const name of readdirSync(folder).filter((each) => each.startsWith('precious.db')))
    rmSync(join(folder, name));
  const [copy = ''] = readdirSync(join(folder, 'backups'));
  expect(readdirSync(join(folder, 'backups'))).toEqual([copy]);
  copyFileSync(join(folder, 'backups', copy), join(folder, 'precious.db'));
  kiosk = kioskParts(folder, hub.url);
  expect(kiosk.precious.incarnation).not.toBe(before);
  expect(itemOf(delivered.id)).toBe(hub.received.get(delivered.id));
  const next = await recordOne();
  expect(outboxItemSchema.parse(JSON.parse(itemOf(next.id) ?? ''))).toMatchObject({
    number: 1,
    incarnation: kiosk.precious.incarnation,
  });
});
