import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../../electron/core/log/index.ts';
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
import { recordOn } from '../support/recording.ts';

/* Two lives of a hub's database, and what is left of the first after a kiosk has followed the second (I8). */

type Reply = Awaited<ReturnType<FakeHub['checkpointReply']>>;

let hub: FakeHub;
let kiosk: KioskParts;
let folder: string;

beforeEach(async () => {
  hub = await FakeHub.start();
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) });
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  return async () => {
    kiosk.close();
    await hub.stop();
  };
});

const follow = () => kiosk.follower.follow(hub.tenant, kiosk.signal);
const shown = () => recordsOf(folder, hub.tenant);
const REFUSED = { ok: false, reason: 'left-epoch' };

/** From now on the kiosk gets this instead of the newest checkpoint. */
function answerWith(old: Reply): void {
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/checkpoint')) return false;
    json(response, 200, old);
    return true;
  };
}

/** A kiosk that has followed both lives, and what the hub said at the end of the first. */
async function followBoth(): Promise<Reply> {
  expect(await follow()).toMatchObject({ ok: true });
  const old = await hub.checkpointReply();
  hub.forgetContent();
  hub.beginNewEpoch();
  hub.publish({ collection: 'service', id: 'two', body: JSON.stringify(serviceRecord('Deux')) });
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
  return old;
}

function restart(): void {
  kiosk.close();
  kiosk = kioskParts(folder, hub.url);
}

function loseContent(): void {
  kiosk.close();
  for (const name of readdirSync(folder)) if (name.startsWith('content.db')) rmSync(join(folder, name));
  kiosk = kioskParts(folder, hub.url);
}

async function acceptedItem(): Promise<string> {
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  const recorded = await recordOn(kiosk, await sealedNothing(keys, hub));
  if (!recorded.ok) throw new Error(recorded.reason);
  await kiosk.courier.deliver(kiosk.signal);
  return recorded.value.id;
}

test('an epoch that was left is not followed back, and nothing is offered again for it', async () => {
  const old = await followBoth();
  await acceptedItem();
  answerWith(old);
  const written = vi.spyOn(silentLog, 'write');
  expect(await follow()).toEqual(REFUSED);
  expect(written.mock.calls).toEqual([
    ['checkpoint-refused', { tenant: hub.tenant, reason: 'left-epoch', epochNumber: 2 }],
  ]);
  expect(shown()).toEqual(asShown(hub.live()));
  restart();
  expect(await follow()).toEqual(REFUSED);
  expect(kiosk.precious.outbox.count('accepted')).toBe(1);
  hub.misbehave = () => false;
  expect(await follow()).toEqual({ ok: true, value: { applied: 0 } });
  expect(kiosk.precious.outbox.count('accepted')).toBe(1);
});

test('a kiosk that has lost its content does not begin with an epoch that it left', async () => {
  answerWith(await followBoth());
  loseContent();
  expect(await follow()).toEqual(REFUSED);
  expect(shown().size).toBe(0);
});

test('nor does one whose outbox was put back from a backup of the first life', async () => {
  await follow();
  kiosk.precious.backUp();
  const old = await followBoth();
  kiosk.close();
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `precious.db${suffix}`), { force: true });
  const [backup = ''] = readdirSync(join(folder, 'backups'));
  copyFileSync(join(folder, 'backups', backup), join(folder, 'precious.db'));
  kiosk = kioskParts(folder, hub.url);
  answerWith(old);
  expect(await follow()).toEqual(REFUSED);
  expect(shown()).toEqual(asShown(hub.live()));
});

test('of two epochs that bear the same number, the first that came is kept until the other is moved', async () => {
  await follow();
  const before = shown();
  hub.beginNewEpoch();
  hub.publish({ collection: 'service', id: 'two', body: JSON.stringify(serviceRecord('Deux')) });
  hub.epochNumber = 1;
  expect(await follow()).toEqual(REFUSED);
  expect(shown()).toEqual(before);
  hub.epochNumber = 2;
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('hubs that say no numbers are followed as ever, until a number is known', async () => {
  hub.epochNumber = undefined;
  const first = await followBoth();
  const second = await hub.checkpointReply();
  hub.epochNumber = 7;
  expect(await follow()).toEqual({ ok: true, value: { applied: 0 } });
  for (const lose of [restart, loseContent]) {
    answerWith(first);
    expect(await follow()).toEqual(REFUSED);
    // Of the same epoch, as from a hub that was not updated yet: the number stays known.
    answerWith(second);
    expect(await follow()).toMatchObject({ ok: true });
    lose();
  }
  answerWith(first);
  expect(await follow()).toEqual(REFUSED);
});

test('the number is kept in both files, also when it comes for an epoch that is followed already', async () => {
  hub.epochNumber = undefined;
  await follow();
  const known = () => [
    kiosk.precious.outbox.epoch(hub.tenant)?.epochNumber,
    kiosk.content.prepare('SELECT epoch_number FROM cursor').pluck().get(),
  ];
  expect(known()).toEqual([0, 0]);
  hub.epochNumber = 7;
  await follow();
  expect(known()).toEqual([7, 7]);
  hub.epochNumber = undefined;
  hub.publish({ collection: 'service', id: 'two', body: JSON.stringify(serviceRecord('Deux')) });
  await follow();
  expect(known()).toEqual([7, 7]);
});

test('words on items count only in the epoch of the outbox: those of the content may be of a life that was left', async () => {
  await follow();
  const id = await acceptedItem();
  hub.settled.add(id);
  const { epoch } = hub;
  hub.beginNewEpoch();
  hub.publish({ collection: 'service', id: 'two', body: JSON.stringify(serviceRecord('Deux')) });
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/feed/')) return false;
    response.destroy();
    return true;
  };
  expect(await follow()).toEqual({ ok: false, reason: 'hub-unreachable' });
  expect(kiosk.precious.outbox.count('waiting')).toBe(1);
  kiosk.precious.outbox.settle([{ id, state: 'accepted', reason: null }]);
  hub.epoch = epoch;
  expect(await kiosk.freshSettler().settle(kiosk.signal)).toBe(0);
  expect(kiosk.precious.outbox.find(id)?.item).not.toBe('');
});
