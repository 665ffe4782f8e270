import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceScope, siteScope } from '../../shared/sync/index.ts';
import {
  asShown,
  kioskParts,
  type KioskParts,
  recordsOf,
  serviceRecord,
  temporaryFolder,
} from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';

/* A kiosk begins with a snapshot, and comes back to one whenever its own sums are not those of the city. */

const RECORDS = 200;
const BUCKETS = 16;
let hub: FakeHub;
let folder: string;
let kiosk: KioskParts;

beforeEach(async () => {
  hub = await FakeHub.start();
  hub.publish(...Array.from({ length: RECORDS }, (_, at) => note(`note-${at}`, `Texte ${at}`)));
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) });
  hub.packSnapshot(BUCKETS);
  hub.compact();
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  expect(await kiosk.enrol('code')).toEqual({ ok: true, value: undefined });
});

afterEach(async () => {
  kiosk.close();
  await hub.stop();
});

const note = (id: string, text: string | null) => ({
  collection: 'note',
  id,
  body: text === null ? null : JSON.stringify({ text, random: crypto.randomUUID() }),
});
const follow = () => kiosk.follower.follow(hub.tenant, kiosk.signal);
const shown = (scope?: string) => recordsOf(folder, hub.tenant, scope);
const segmentsAsked = () => hub.asked.filter((path) => path.includes('/segment/'));
const fetching = () => (existsSync(join(folder, 'fetching')) ? readdirSync(join(folder, 'fetching')) : []);

function restart(): void {
  kiosk.close();
  kiosk = kioskParts(folder, hub.url);
}

test('a first sync is a snapshot and what came since, and leaves no file behind', async () => {
  hub.publish(note('note-1', 'Changé'), note('note-2', null), note('later', 'Plus tard'));
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
  expect(kiosk.content.prepare('SELECT id FROM card').pluck().all()).toEqual(['one']);
  expect(segmentsAsked()).toHaveLength(BUCKETS);
  expect(fetching()).toEqual([]);
  expect(await follow()).toEqual({ ok: true, value: { applied: 0 } });
});

test('a fetch that is cut goes on at the next byte, also after a kill', async () => {
  let answers = 0;
  hub.misbehave = (request, response) => {
    const name = request.url?.split('/segment/')[1];
    if (name === undefined) return false;
    answers += 1;
    if (answers < BUCKETS / 2) return false;
    const content = hub.segments.get(name) ?? Buffer.alloc(0);
    response.writeHead(200, { 'content-length': content.byteLength });
    response.write(content.subarray(0, 100), () => response.destroy());
    return true;
  };
  expect(await follow()).toMatchObject({ ok: false });
  expect(shown().size).toBe(0);
  const unfinished = fetching().filter((name) => name.endsWith('.part'));
  expect(unfinished.length).toBeGreaterThan(0);
  const before = fetching().length - unfinished.length;

  restart();
  const ranges: string[] = [];
  hub.misbehave = (request) => {
    if (request.headers.range !== undefined) ranges.push(request.headers.range);
    return false;
  };
  hub.asked.length = 0;
  // What the city packs meanwhile does not make the begun snapshot worthless.
  hub.publish(note('later', 'Plus tard'));
  hub.packSnapshot(BUCKETS);
  expect(await follow()).toMatchObject({ ok: true });
  expect(ranges).toHaveLength(unfinished.length);
  expect(new Set(ranges)).toEqual(new Set(['bytes=100-']));
  expect(segmentsAsked()).toHaveLength(BUCKETS - before);
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a rest that comes as a whole again is taken as the whole', async () => {
  hub.misbehave = (request, response) => {
    const name = request.url?.split('/segment/')[1];
    if (name === undefined) return false;
    const content = hub.segments.get(name) ?? Buffer.alloc(0);
    if (request.headers.range === undefined) {
      response.writeHead(200, { 'content-length': content.byteLength });
      response.write(content.subarray(0, 100), () => response.destroy());
    } else response.writeHead(200).end(content);
    return true;
  };
  for (let tries = 0; tries < BUCKETS && !(await follow()).ok; tries += 1);
  expect(shown()).toEqual(asShown(hub.live()));
});

test('one altered row costs one bucket', async () => {
  await follow();
  kiosk.content.prepare("UPDATE record SET body = '{}' WHERE id = 'note-7'").run();
  restart();
  hub.asked.length = 0;
  expect(await follow()).toMatchObject({ ok: true, value: { applied: 1 } });
  expect(segmentsAsked()).toHaveLength(1);
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a kiosk that believes that it is synced proves it: a row that vanished is found', async () => {
  await follow();
  kiosk.content.prepare("DELETE FROM record WHERE id = 'note-7'").run();
  restart();
  expect(await follow()).toMatchObject({ ok: true, value: { applied: 1 } });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a row that vanishes while the kiosk runs is put back at the first proof', async () => {
  await follow();
  kiosk.content.prepare("DELETE FROM record WHERE id = 'note-7'").run();
  expect(await follow()).toMatchObject({ ok: true, value: { applied: 1 } });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a new epoch with the same content costs nothing', async () => {
  await follow();
  hub.beginNewEpoch();
  hub.packSnapshot(BUCKETS);
  hub.asked.length = 0;
  expect(await follow()).toEqual({ ok: true, value: { applied: 0 } });
  expect(hub.asked.filter((path) => /segment|feed|snapshot/.test(path))).toEqual([]);
  hub.publish(note('note-3', 'Après'));
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('in a new epoch, what a restored hub has forgotten goes, and older versions count', async () => {
  hub.publish(note('note-5', 'Deuxième'), note('added', 'Ajouté'));
  await follow();
  hub.beginNewEpoch();
  hub.forgetContent();
  hub.publish(...Array.from({ length: RECORDS - 1 }, (_, at) => note(`note-${at}`, `Texte ${at}`)));
  hub.packSnapshot(BUCKETS);
  hub.compact();
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a cursor below the floor goes over a snapshot, and only what changed is fetched', async () => {
  await follow();
  hub.publish(note('note-9', 'Changé'));
  hub.packSnapshot(BUCKETS);
  hub.compact();
  hub.asked.length = 0;
  expect(await follow()).toEqual({ ok: true, value: { applied: 1 } });
  expect(segmentsAsked()).toHaveLength(1);
  expect(shown()).toEqual(asShown(hub.live()));
});

test('another number of buckets than last time changes nothing in the result', async () => {
  await follow();
  hub.publish(note('note-9', 'Changé'));
  hub.packSnapshot(64);
  hub.compact();
  expect(await follow()).toMatchObject({ ok: true, value: { applied: 1 } });
  expect(shown()).toEqual(asShown(hub.live()));
});

test.each([
  ['other bytes', (content: Buffer) => Buffer.from(content).reverse()],
  ['nothing', () => Buffer.alloc(0)],
  ['a bomb', () => gzipSync(Buffer.alloc(20_000_000))],
  ['more', (content: Buffer) => Buffer.concat([content, content])],
])('a segment with %s is never applied, and fetched again', async (_, change) => {
  const [victim = ''] = hub.segments.keys();
  const sound = hub.segments.get(victim) ?? Buffer.alloc(0);
  hub.segments.set(victim, change(sound));
  expect(await follow()).toMatchObject({ ok: false, reason: 'bad-segment' });
  expect(shown().size).toBe(0);
  hub.segments.set(victim, sound);
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a segment whose file the disk has altered before it was applied is fetched again', async () => {
  const signal = AbortSignal.abort();
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/feed/')) return false;
    response.destroy();
    return true;
  };
  hub.publish(note('later', 'Plus tard'));
  await follow();
  hub.misbehave = () => false;
  const [victim = ''] = fetching();
  writeFileSync(join(folder, 'fetching', victim), 'altered');
  expect(await follow()).toEqual({ ok: false, reason: 'segment-lost' });
  expect(shown().size).toBe(0);
  expect(await kiosk.follower.follow(hub.tenant, signal)).toMatchObject({ ok: false });
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('a snapshot with a signature that is not the city’s is not used', async () => {
  hub.signed = async (statement) => ({
    text: JSON.stringify(statement),
    signature: 'AAAA',
    feedKey: 'feed-key',
  });
  expect(await follow()).toEqual({ ok: false, reason: 'untrusted-checkpoint' });
});

test('segments that the hub has dropped lead to its newest snapshot', async () => {
  hub.misbehave = (request, response) => {
    if (!request.url?.includes('/segment/')) return false;
    response.destroy();
    return true;
  };
  await follow();
  hub.misbehave = () => false;
  hub.publish(...Array.from({ length: RECORDS }, (_, at) => note(`note-${at}`, `Autre ${at}`)));
  hub.segments.clear();
  hub.packSnapshot(BUCKETS);
  hub.compact();
  rmSync(join(folder, 'fetching'), { recursive: true, force: true });
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown()).toEqual(asShown(hub.live()));
});

test('scopes come and go with the checkpoint, whole and at once (I9)', async () => {
  const [first, second] = [siteScope('maison'), siteScope('marché')].map((scope) => scope.replace('é', 'e'));
  const own = deviceScope(crypto.randomUUID());
  hub.publish(
    { ...note('here', 'Ici'), scope: first ?? '' },
    { ...note('there', 'Là'), scope: second ?? '' },
  );
  hub.scopes = [...hub.scopes, first ?? '', own];
  await follow();
  expect([...shown(first).keys()]).toEqual(['note/here']);
  hub.scopes = hub.scopes.map((scope) => (scope === first ? (second ?? '') : scope));
  hub.publish({ ...note('mine', 'À moi'), scope: own });
  expect(await follow()).toMatchObject({ ok: true });
  expect(shown(first).size).toBe(0);
  expect([...shown(second).keys()]).toEqual(['note/there']);
  expect([...shown(own).keys()]).toEqual(['note/mine']);
});

test('a kiosk that another schema is asked of goes on with what it has (I13)', async () => {
  await follow();
  const before = shown();
  hub.publish(note('note-1', 'Nouveau'));
  hub.minSchema += 1;
  expect(await follow()).toEqual({ ok: false, reason: 'program-too-old' });
  expect(shown()).toEqual(before);
  hub.minSchema -= 1;
  expect(await follow()).toMatchObject({ ok: true });
});
