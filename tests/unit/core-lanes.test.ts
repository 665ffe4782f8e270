import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kioskParts, type KioskParts, sealedNothing, temporaryFolder } from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';
import { recordOn } from '../support/recording.ts';

let hub: FakeHub;
let folder: string;
let kiosk: KioskParts;
/** The bodies of the deliveries that arrived, in order. */
let bodies: string[];

beforeEach(async () => {
  hub = await FakeHub.start();
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  bodies = [];
  hub.misbehave = (request, _response, body) => {
    if (isDelivery(request.url)) bodies.push(body);
    return false;
  };
});
afterEach(async () => {
  vi.restoreAllMocks();
  kiosk.close();
  await hub.stop();
});

const isDelivery = (path = '') => path.endsWith('/submissions');
const outbox = () => kiosk.precious.outbox;
const deliver = () => kiosk.courier.deliver(kiosk.signal);
const idsIn = (body: string) =>
  body
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);

/** As a visitor does. */
async function record(act?: string): Promise<string> {
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  const { tenant, service } = hub;
  const envelope = await sealedNothing(keys, { tenant, service, ...(act === undefined ? {} : { act }) });
  const reply = await recordOn(kiosk, envelope);
  if (!reply.ok) throw new Error(reply.reason);
  return reply.value.id;
}

/** What weeks without a network leave: nothing that a hub could read, and committed at once. */
function leave(count: number, signs = 10): string[] {
  const ids = Array.from({ length: count }, () => crypto.randomUUID() as string);
  const file = new Database(join(folder, 'precious.db'));
  const add = file.prepare(
    `INSERT INTO outbox (id, incarnation, number, tenant, item, signature)
     SELECT ?, ?, 1 + count(*), ?, ?, 'none' FROM outbox`,
  );
  file.transaction(() => {
    for (const id of ids) add.run(id, kiosk.precious.incarnation, hub.tenant, 'x'.repeat(signs));
  })();
  file.close();
  return ids;
}

test('what somebody waits for goes first, what nobody waits for last, and each in its order', async () => {
  const survey = await record('survey');
  const usual = [await record(), await record('proposal'), await record('a word of a later page')];
  const prompt = [await record('appointment'), await record('withdrawal'), await record('registration')];
  await deliver();
  expect(bodies.map(idsIn)).toEqual([[...prompt, ...usual, survey]]);
});

test('who confirmed last does not wait behind what weeks have left, and the oldest do not wait either', async () => {
  const ids = leave(450);
  await deliver();
  const [first = []] = bodies.map(idsIn);
  expect(first).toEqual([...ids.slice(0, 175), ...ids.slice(-25)]);
  expect(new Set(hub.received.keys())).toEqual(new Set(ids));
});

test('who confirms while much is delivered goes with the next request', async () => {
  leave(450);
  let during: string | undefined;
  hub.misbehave = async (request, _response, body) => {
    if (!isDelivery(request.url)) return false;
    bodies.push(body);
    during ??= await record('appointment');
    return false;
  };
  await deliver();
  expect(idsIn(bodies[1] ?? '')[0]).toBe(during);
});

test('rows of a file that had no lanes yet go as usual', async () => {
  const [id] = leave(1);
  kiosk.close();
  const file = new Database(join(folder, 'precious.db'));
  file.exec(
    `DROP INDEX outbox_kept; DROP TABLE attachment; DROP TABLE command; DROP INDEX outbox_lane; ALTER TABLE outbox DROP COLUMN lane;
     ALTER TABLE outbox DROP COLUMN refusals; PRAGMA user_version = 2`,
  );
  file.close();
  kiosk = kioskParts(folder, hub.url);
  const prompt = await record('booking');
  await deliver();
  expect(bodies.map(idsIn)).toEqual([[prompt, id]]);
});

/** A line that dies under more than so many bytes. */
function breakUnder(bytes: number): void {
  hub.misbehave = (request, response, body) => {
    if (!isDelivery(request.url)) return false;
    bodies.push(body);
    if (body.length <= bytes) return false;
    response.destroy();
    return true;
  };
}

async function deliverAll(mostTries: number): Promise<number> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    await deliver();
    if (outbox().count('waiting') === 0) return tries;
  }
  throw new Error(`${outbox().count('waiting')} wait after ${mostTries} tries`);
}

test('a line that dies under a full request gets smaller ones, and larger ones again once it is good', async () => {
  leave(200, 4_000);
  breakUnder(100_000);
  await deliverAll(12);
  breakUnder(Infinity);
  leave(600, 4_000);
  bodies = [];
  await deliverAll(1);
  expect(Math.max(...bodies.map((body) => idsIn(body).length))).toBe(200);
});

test('an item under which every line breaks holds up no other, and is tried again', async () => {
  const [never = ''] = leave(1, 4_000);
  leave(60, 4_000);
  hub.misbehave = (request, response, body) => {
    if (!isDelivery(request.url) || !body.includes(never)) return false;
    response.destroy();
    return true;
  };
  for (let tries = 0; tries < 9; tries += 1) await deliver();
  expect(
    outbox()
      .waiting(10)
      .map(({ id }) => id),
  ).toEqual([never]);
  leave(1, 4_000);
  await deliver();
  expect(outbox().count('waiting')).toBe(1);
  hub.misbehave = () => false;
  await deliverAll(1);
});

test('a hub that asks for time is not given less', async () => {
  leave(200);
  hub.misbehave = (request, response) => {
    if (!isDelivery(request.url)) return false;
    response.writeHead(503, { 'retry-after': '60' }).end();
    return true;
  };
  await deliver();
  breakUnder(Infinity);
  await deliver();
  expect(idsIn(bodies.at(-1) ?? '')).toHaveLength(200);
});

/** As when somebody between the two alters what passes: the hub says so, item by item. */
function refuseAll(reason: string): void {
  hub.misbehave = (request, response, body) => {
    if (!isDelivery(request.url)) return false;
    const replies = idsIn(body).map((id) => ({ id, outcome: 'rejected', reason }));
    response.end(replies.map((reply) => `${JSON.stringify(reply)}\n`).join(''));
    return true;
  };
}

test('a sound item that was altered on the way is tried again, and not for ever', async () => {
  const id = await record();
  refuseAll('bad-signature');
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  await deliver();
  expect(outbox().count('waiting')).toBe(1);
  expect(outbox().troubles()).toEqual([{ state: 'waiting', reason: 'bad-signature', count: 1 }]);
  expect(kiosk.courier.nextDue(hub.tenant)).toBeGreaterThan(25_000);
  random.mockReturnValue(0);
  kiosk.close();
  kiosk = kioskParts(folder, hub.url);
  for (let tries = 0; tries < 6; tries += 1) await deliver();
  expect(outbox().count('waiting')).toBe(0);
  expect(outbox().troubles()).toEqual([{ state: 'attention', reason: 'bad-signature', count: 1 }]);
  expect(kiosk.courier.nextDue(hub.tenant)).toBeUndefined();
  expect(outbox().find(id)?.item).not.toBe('');
});

test('what is altered once arrives whole', async () => {
  const id = await record();
  refuseAll('unreadable-item');
  vi.spyOn(Math, 'random').mockReturnValue(0.0001);
  const refuse = hub.misbehave;
  hub.misbehave = (...request) => {
    const isDone = refuse(...request);
    if (isDone) hub.misbehave = () => false;
    return isDone;
  };
  await deliver();
  await vi.waitFor(async () => {
    await deliver();
    expect(hub.received.get(id)).toBe(outbox().find(id)?.item);
    expect(outbox().troubles()).toEqual([]);
  });
});

test('an item that the disk has altered needs a person at once, and says why', async () => {
  const damaged = await record();
  const refused = await record();
  const file = new Database(join(folder, 'precious.db'));
  file
    .prepare("UPDATE outbox SET item = replace(item, 'borne/item', 'borme/item') WHERE id = ?")
    .run(damaged);
  file.prepare('UPDATE outbox SET signature = ? WHERE id = ?').run('A'.repeat(86), refused);
  file.close();
  refuseAll('unreadable-item');
  await deliver();
  expect(outbox().troubles()).toEqual([{ state: 'attention', reason: 'damaged-here', count: 2 }]);
});

test('what the hub refuses for a reason of its own is not tried again', async () => {
  await record();
  refuseAll('revoked-device');
  await deliver();
  expect(outbox().troubles()).toEqual([{ state: 'attention', reason: 'revoked-device', count: 1 }]);
});
