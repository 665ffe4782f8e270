import { afterEach, beforeEach, expect, test } from 'vitest';
import { signKeyset } from '../../shared/sealing/index.ts';
import {
  asShown,
  kioskParts,
  type KioskParts,
  recordsOf,
  sealedNothing,
  serviceRecord,
  temporaryFolder,
} from '../support/core.ts';
import { FakeHub, json } from '../support/fake-hub.ts';

let hub: FakeHub;
let folder: string;
let kiosk: KioskParts;

beforeEach(async () => {
  hub = await FakeHub.start();
  hub.publish(
    { collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) },
    { collection: 'weather', id: 'rain', body: '{ "unknown": "collection" }' },
    { collection: 'service', id: 'two', body: JSON.stringify(serviceRecord('Deux')) },
  );
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  expect(await kiosk.enrol('code')).toEqual({ ok: true, value: undefined });
});

afterEach(async () => {
  kiosk.close();
  await hub.stop();
});

const follow = () => kiosk.follower.follow(hub.tenant, kiosk.signal);
const shown = () => recordsOf(folder, hub.tenant);
const cards = () => kiosk.content.prepare('SELECT id FROM card ORDER BY id').pluck().all();

test('the first sync brings everything, letter for letter, and what it does not understand too', async () => {
  expect(await follow()).toEqual({ ok: true, value: { applied: 3 } });
  expect(shown()).toEqual(asShown(hub.live()));
  expect(cards()).toEqual(['one', 'two']);
});

test('changes and deletes follow; a record that its schema refuses is kept and not shown', async () => {
  await follow();
  hub.publish(
    { collection: 'service', id: 'one', body: null },
    { collection: 'service', id: 'two', body: '{"name": "not a service"}' },
    {
      collection: 'service',
      id: 'three',
      body: JSON.stringify({ ...serviceRecord('Trois'), later: 'field' }),
    },
  );
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
  expect(cards()).toEqual(['three']);
});

test('the generation grows with each change, and only then', async () => {
  const generation = () => Number(kiosk.content.prepare('SELECT number FROM generation').pluck().get());
  const before = generation();
  await follow();
  const after = generation();
  expect(after).toBeGreaterThan(before);
  await follow();
  expect(generation()).toBe(after);
});

test('a fetch that is cut goes on after its last whole page', async () => {
  hub.pageSize = 1;
  let pages = 0;
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/feed/')) return false;
    pages += 1;
    if (pages < 3) return false;
    response.destroy();
    return true;
  };
  expect(await follow()).toEqual({ ok: false, reason: 'hub-unreachable' });
  expect(shown().size).toBe(0);
  hub.misbehave = () => false;
  hub.asked.length = 0;
  expect(await follow()).toEqual({ ok: true, value: { applied: 3 } });
  expect(hub.asked.filter((path) => path.includes('/feed/'))).toHaveLength(1);
});

test('a fetch that was cut goes on to a later checkpoint', async () => {
  hub.pageSize = 1;
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('after=2')) return false;
    response.destroy();
    return true;
  };
  await follow();
  hub.misbehave = () => false;
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un bis')) });
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

/** Passes a page on with something changed in it. */
function tamper(change: (page: string) => string): void {
  hub.misbehave = async (request, response) => {
    if (!request.url?.includes('/feed/public')) return false;
    hub.misbehave = () => false;
    const reply = await fetch(`${hub.url}${request.url}`);
    response.writeHead(200).end(change(await reply.text()));
    return true;
  };
}

test.each([
  ['another word', (page: string) => page.replace('Deux', 'Faux')],
  ['another id', (page: string) => page.replace('"id":"two"', '"id":"2wo"')],
  ['a change less, and the count made to fit', (page: string) => without(page, 2)],
  ['a put made a delete', asDelete],
])('a page with %s is never shown, and all is fetched anew', async (_, change) => {
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) });
  tamper(change);
  expect(await follow()).toEqual({ ok: false, reason: 'sums-differ' });
  expect(shown().size).toBe(0);
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

/** A change is two lines here, its own and its body. */
function without(page: string, change: number): string {
  const lines = page.split('\n').filter((_, at) => at !== 2 * change - 1 && at !== 2 * change);
  return lines.join('\n').replace('"count":4', '"count":3');
}

function asDelete(page: string): string {
  return page.replace(
    /"op":"put"(.*)"bytes":\d+}\n{ "unknown": "collection" }/,
    '"op":"delete"$1"bytes":0}\n',
  );
}

test.each([
  ['nothing', () => ''],
  ['garbage', () => '\u0000\u0001<html>proxy</html>'],
  ['half of it', (page: string) => page.slice(0, page.length / 2)],
  ['a change twice', (page: string) => `${page}${page.split('\n').slice(1, 3).join('\n')}\n`],
  ['another start', (page: string) => page.replace('"after":0', '"after":1')],
  ['another epoch', (page: string) => page.replace(hub.epoch, crypto.randomUUID())],
  ['more than was asked for', (page: string) => page.replace('"last":3', '"last":30')],
  ['no step forward', (page: string) => page.replace('"last":3', '"last":0')],
  ['a deep nest', () => '['.repeat(100_000)],
])('a page that is %s is refused, and the next try succeeds', async (_, change) => {
  tamper(change);
  expect(await follow()).toMatchObject({ ok: false, reason: 'bad-page' });
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('while content that was altered is fetched anew, the old one is shown', async () => {
  await follow();
  const before = shown();
  hub.publish({ collection: 'service', id: 'three', body: JSON.stringify(serviceRecord('Trois')) });
  tamper((page) => page.replace('Trois', 'Trios'));
  expect(await follow()).toEqual({ ok: false, reason: 'sums-differ' });
  expect(shown()).toEqual(before);
  hub.asked.length = 0;
  await follow();
  expect(hub.asked.some((path) => path.includes('after=0'))).toBe(true);
  expect(shown()).toEqual(asShown(hub.live()));
});

test('rows that the disk has altered are found at the next start and fetched anew', async () => {
  await follow();
  kiosk.content.prepare("UPDATE record SET body = replace(body, 'Deux', 'Trois')").run();
  kiosk.close();
  kiosk = kioskParts(folder, hub.url);
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a checkpoint signed by another key is not followed', async () => {
  hub.misbehave = async (request, response) => {
    if (!request.url?.includes('/checkpoint')) return false;
    const reply = await hub.checkpointReply();
    reply.checkpoint.text = reply.checkpoint.text.replace('"count":3', '"count":4');
    json(response, 200, reply);
    return true;
  };
  expect(await follow()).toEqual({ ok: false, reason: 'untrusted-checkpoint' });
});

test('a keyset signed by another root is not believed', async () => {
  hub.misbehave = async (request, response) => {
    if (!request.url?.includes('/checkpoint')) return false;
    const reply = await hub.checkpointReply();
    reply.keyset = await signKeyset({ ...hub.keyset(), edition: 9 }, hub.keys.feed.privateKey);
    json(response, 200, reply);
    return true;
  };
  expect(await follow()).toEqual({ ok: false, reason: 'untrusted-keys' });
  expect(kiosk.keyring.newest(hub.tenant)?.edition).toBe(1);
});

test('a checkpoint of another tenant, well signed, is not this one’s', async () => {
  hub.misbehave = async (request, response) => {
    if (!request.url?.includes('/checkpoint')) return false;
    const reply = await hub.checkpointReply();
    json(response, 200, { ...reply, checkpoint: await hub.signed({ ...hub.checkpoint(), tenant: 'paris' }) });
    return true;
  };
  await expect(follow()).resolves.toMatchObject({ ok: false, reason: 'untrusted-checkpoint' });
});

test('an older checkpoint of the same epoch, as from a stale cache, changes nothing', async () => {
  const old = await hub.checkpointReply();
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un bis')) });
  await follow();
  const before = shown();
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/checkpoint')) return false;
    json(response, 200, old);
    return true;
  };
  expect(await follow()).toEqual({ ok: false, reason: 'older-checkpoint' });
  expect(shown()).toEqual(before);
});

test('a new epoch is fetched from zero, and its versions count even when they are smaller', async () => {
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un, version 2')) });
  await follow();
  hub.forgetContent();
  hub.beginNewEpoch();
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un, restauré')) });
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
  expect(cards()).toEqual(['one']);
});

test('in a new epoch, what had been accepted is offered again', async () => {
  await follow();
  await addToOutbox(2);
  await kiosk.courier.deliver(kiosk.signal);
  expect(hub.received.size).toBe(2);
  hub.received.clear();
  hub.beginNewEpoch();
  await follow();
  await kiosk.courier.deliver(kiosk.signal);
  expect(hub.received.size).toBe(2);
});

async function addToOutbox(count: number, size = 0): Promise<string[]> {
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  const envelope = await sealedNothing(keys, hub);
  return Array.from({ length: count }, () => {
    const id = crypto.randomUUID() as string;
    kiosk.precious.outbox.add({ id, tenant: hub.tenant }, (place) => {
      const item = JSON.stringify({ ...place, envelope, filler: 'x'.repeat(size) });
      return { item, signature: kiosk.key.sign(item) };
    });
    return id;
  });
}

const deliver = () => kiosk.courier.deliver(kiosk.signal);
const outbox = () => kiosk.precious.outbox;

test('everything is delivered in batches, and kept', async () => {
  const ids = await addToOutbox(450);
  expect(await deliver()).toMatchObject({ ok: true });
  expect(new Set(hub.received.keys())).toEqual(new Set(ids));
  expect(hub.asked.filter((path) => path.includes('/submissions'))).toHaveLength(3);
  expect(outbox().count('accepted')).toBe(450);
  expect(outbox().find(ids[0] ?? '')?.item).toBe(hub.received.get(ids[0] ?? ''));
});

test('a request carries about a megabyte, and a single larger item goes alone', async () => {
  const sizes: number[] = [];
  hub.misbehave = (request, _response, body) => {
    if (request.url?.includes('/submissions')) sizes.push(body.length);
    return false;
  };
  await addToOutbox(5, 400_000);
  await addToOutbox(1, 1_400_000);
  await deliver();
  expect(hub.received.size).toBe(6);
  expect(Math.max(...sizes.slice(0, -1))).toBeLessThan(1_100_000);
});

test('a lost reply is answered by "duplicate", and the item is done', async () => {
  const [id = ''] = await addToOutbox(1);
  hub.misbehave = (request, response, body) => {
    if (!request.url?.includes('/submissions')) return false;
    hub.misbehave = () => false;
    hub.received.set(id, body);
    response.destroy();
    return true;
  };
  expect(await deliver()).toEqual({ ok: false, reason: 'hub-unreachable' });
  expect(outbox().count('waiting')).toBe(1);
  expect(await deliver()).toMatchObject({ ok: true });
  expect(outbox().count('accepted')).toBe(1);
});

test('one poisonous item is isolated and holds up no other', async () => {
  const ids = await addToOutbox(100);
  const poison = ids[37] ?? '';
  hub.misbehave = (request, response, body) => {
    if (!request.url?.includes('/submissions') || !body.includes(poison)) return false;
    json(response, 400, { error: 'bad-request' });
    return true;
  };
  expect(await deliver()).toMatchObject({ ok: true });
  expect(hub.received.size).toBe(99);
  expect(
    outbox()
      .waiting(10)
      .map((row) => row.id),
  ).toEqual([poison]);
  expect(outbox().troubles()).toEqual([{ state: 'waiting', reason: 'request-refused', count: 1 }]);
  expect(kiosk.courier.nextDue(hub.tenant)).toBeGreaterThanOrEqual(0);
});

test('items that the hub will not take stay, for people to look at', async () => {
  const [rejected, conflicting, fine] = await addToOutbox(3);
  hub.judge = (id) => (id === rejected ? 'rejected' : id === conflicting ? 'conflict' : 'accepted');
  await deliver();
  expect(outbox().count('attention')).toBe(2);
  expect(outbox().find(rejected ?? '')).toBeDefined();
  expect([...hub.received.keys()]).toEqual([fine]);
});

test('an item for later is put off, and the others go', async () => {
  const [later] = await addToOutbox(3);
  hub.judge = (id) => (id === later ? 'retry' : 'accepted');
  expect(await deliver()).toMatchObject({ ok: true });
  expect(hub.received.size).toBe(2);
  expect(
    outbox()
      .waiting(10)
      .map((row) => row.id),
  ).toEqual([later]);
});

test('an item that the hub does not mention was not taken', async () => {
  await addToOutbox(1);
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/submissions')) return false;
    response.writeHead(200).end('{"nonsense": true}\n');
    return true;
  };
  await deliver();
  expect(outbox().count('waiting')).toBe(1);
});

test('an expired token is renewed at once', async () => {
  await follow();
  let refused = 0;
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/checkpoint') || refused > 0) return false;
    refused += 1;
    json(response, 401, { error: 'not-allowed' });
    return true;
  };
  expect(await follow()).toMatchObject({ ok: true });
  expect(refused).toBe(1);
});

test('a hub that asks to be left alone is', async () => {
  hub.misbehave = (_request, response) => {
    response.writeHead(503, { 'retry-after': '30' }).end();
    return true;
  };
  expect(await follow()).toEqual({ ok: false, reason: 'hub-busy' });
  expect(kiosk.hub.restMilliseconds(hub.tenant, 'down')).toBeGreaterThan(25_000);
});

test('each tenant’s hub rests by itself, and delivering does not rest with following', async () => {
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/paris/')) return false;
    response.writeHead(429, { 'retry-after': '60' }).end();
    return true;
  };
  await kiosk.hub.checkpoint('paris', kiosk.signal);
  expect(kiosk.hub.restMilliseconds('paris', 'down')).toBeGreaterThan(50_000);
  expect(kiosk.hub.restMilliseconds('paris', 'up')).toBe(0);
  expect(kiosk.hub.restMilliseconds(hub.tenant, 'down')).toBe(0);
});

test('without a token, a rest asked for at the door is one for every way', async () => {
  hub.misbehave = (request, response) => {
    if (!request.url?.endsWith('/token')) return false;
    response.writeHead(503, { 'retry-after': '60' }).end();
    return true;
  };
  expect(await follow()).toEqual({ ok: false, reason: 'hub-busy' });
  expect(kiosk.hub.restMilliseconds('paris', 'up')).toBeGreaterThan(50_000);
  hub.misbehave = () => false;
  expect(await follow()).toMatchObject({ ok: true });
  expect(kiosk.hub.restMilliseconds('paris', 'up')).toBe(0);
});

test('a rest given as a time is one by the hub’s clock, however wrong it is', async () => {
  hub.misbehave = (_request, response) => {
    const date = 'Sat, 01 Jan 2000 00:00:00 GMT';
    response.writeHead(503, { date, 'retry-after': 'Sat, 01 Jan 2000 00:01:00 GMT' }).end();
    return true;
  };
  await kiosk.hub.checkpoint(hub.tenant, kiosk.signal);
  expect(kiosk.hub.doorRestMilliseconds()).toBeGreaterThan(50_000);
  expect(kiosk.hub.doorRestMilliseconds()).toBeLessThanOrEqual(60_000);
});

test('pages that were kept are progress, a cut alone is none', async () => {
  hub.pageSize = 1;
  const cutAfter = (position: number) => {
    hub.misbehave = (request, response) => {
      if (!request.url?.includes(`after=${position}&`)) return false;
      response.destroy();
      return true;
    };
  };
  cutAfter(0);
  await follow();
  expect(kiosk.follower.progress).toBe(0);
  cutAfter(2);
  await follow();
  expect(kiosk.follower.progress).toBe(2);
});

test('a kiosk that trusts one root is not enrolled under another', async () => {
  const other = await FakeHub.start();
  const elsewhere = kioskParts(folder, other.url);
  expect(await elsewhere.enrol('code')).toEqual({ ok: false, reason: 'root-key-changed' });
  expect(elsewhere.precious.site.enrolment()?.rootKey).toBe(hub.keys.root.publicKey);
  elsewhere.close();
  await other.stop();
});

test('a tenant that is no longer followed leaves the kiosk', async () => {
  await follow();
  kiosk.follower.keepOnly(['paris']);
  expect(shown().size).toBe(0);
  expect(cards()).toEqual([]);
});
