import { call } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../../electron/core/log/index.ts';
import { startCore, type Core } from '../../electron/core/roles/index.ts';
import { Patience } from '../../electron/core/sync/backoff.ts';
import { EventReader } from '../../electron/core/sync/event-reader.ts';
import { type Poke } from '../../shared/sync/index.ts';
import {
  configurationFor,
  kioskParts,
  recordsOf,
  sealedNothing,
  serviceRecord,
  temporaryFolder,
} from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { FakeHub, json } from '../support/fake-hub.ts';

let hub: FakeHub;
let folder: string;
const running: Core[] = [];

beforeEach(async () => {
  hub = await FakeHub.start();
  publish('first');
  folder = temporaryFolder();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await Promise.all(running.splice(0).map((core) => core.stop()));
  await hub.stop();
});

function publish(id: string): void {
  hub.publish({ collection: 'service', id, body: JSON.stringify(serviceRecord(id)) });
}

/** By its own clock alone, this kiosk would look every hour. */
function startKiosk(more: { syncEverySeconds?: number; bootSplaySeconds?: number } = {}): Core {
  const configuration = configurationFor(hub.url, {
    enrolmentCode: 'code',
    syncEverySeconds: 3_600,
    ...more,
  });
  const onDamage = () => expect.unreachable();
  const core = startCore({ dataFolder: folder, configuration, version: '1', log: silentLog, onDamage });
  if (!core.ok) throw new Error(core.reason);
  running.push(core.value);
  return core.value;
}

const shows = (id: string) =>
  eventually(() => expect([...recordsOf(folder, hub.tenant).keys()]).toContain(`service/${id}`));
const listens = () => eventually(() => expect(hub.streams).toBe(1));
const asked = (what: string) => hub.asked.filter((path) => path.endsWith(what));

async function record(core: Core): Promise<void> {
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  const envelope = await sealedNothing(keys, hub);
  expect(await call(core.router.record, { envelope })).toMatchObject({ ok: true });
}

test('a poked kiosk looks, and one that has it already does not', async () => {
  const core = startKiosk();
  await shows('first');
  await listens();
  publish('second');
  hub.poke();
  await shows('second');
  const looks = asked('/checkpoint').length;
  hub.poke();
  await record(core);
  await eventually(() => expect(hub.received.size).toBe(1));
  expect(asked('/checkpoint')).toHaveLength(looks);
  publish('third');
  hub.poke();
  await shows('third');
  expect(asked('/checkpoint')).toHaveLength(looks + 1);
});

test('a stream that ended is opened again, and what was missed meanwhile is found', async () => {
  startKiosk();
  await listens();
  await shows('first');
  hub.endStreams();
  publish('second');
  await shows('second');
  expect(asked('/live')).toHaveLength(2);
});

test('where no stream comes through, the kiosk looks by its own clock', async () => {
  hub.misbehave = (request, response) => {
    if (!request.url?.endsWith('/live')) return false;
    json(response, 404, { error: 'not-found' });
    return true;
  };
  startKiosk({ syncEverySeconds: 1 });
  await shows('first');
  publish('second');
  await shows('second');
});

test('a hub that asked to be left alone is, whatever its pokes say', async () => {
  const core = startKiosk();
  await shows('first');
  await listens();
  hub.misbehave = (request, response) => {
    if (!request.url?.endsWith('/checkpoint')) return false;
    response.writeHead(503, { 'retry-after': '300' }).end();
    return true;
  };
  const looks = asked('/checkpoint').length;
  publish('second');
  hub.poke();
  await eventually(() => expect(asked('/checkpoint')).toHaveLength(looks + 1));
  publish('third');
  hub.poke();
  await record(core);
  await eventually(() => expect(hub.received.size).toBe(1));
  expect(asked('/checkpoint')).toHaveLength(looks + 1);
});

test('a hub that asked for no deliveries gets none, however many visitors come meanwhile', async () => {
  const core = startKiosk();
  await shows('first');
  await listens();
  hub.misbehave = (request, response) => {
    if (!request.url?.endsWith('/submissions')) return false;
    response.writeHead(503, { 'retry-after': '60' }).end();
    return true;
  };
  await record(core);
  await eventually(() => expect(asked('/submissions')).toHaveLength(1));
  for (let visits = 0; visits < 3; visits += 1) await record(core);
  publish('second');
  hub.poke();
  await shows('second');
  expect(asked('/submissions')).toHaveLength(1);
});

test('a partner’s hub that asked to be left alone does not silence the home tenant’s', async () => {
  hub.partners = [{ tenant: 'paris', rootKey: hub.keys.root.publicKey }];
  hub.misbehave = (request, response) => {
    if (!request.url?.startsWith('/v1/paris/')) return false;
    response.writeHead(503, { 'retry-after': '300' }).end();
    return true;
  };
  startKiosk();
  await shows('first');
  await eventually(() => expect(asked('/paris/checkpoint')).toHaveLength(1));
  await listens();
  publish('second');
  hub.poke();
  await shows('second');
  expect(asked('/paris/checkpoint')).toHaveLength(1);
});

test.each([
  ['after a page was kept', 1, 'failedAfterProgress'],
  ['before any page', 0, 'failed'],
] as const)('a line that is cut %s is waited for accordingly', async (_when, position, outcome) => {
  const noted = vi.spyOn(Patience.prototype, outcome);
  hub.pageSize = 1;
  publish('second');
  hub.misbehave = (request, response) => {
    if (!request.url?.includes(`after=${position}&`)) return false;
    response.destroy();
    return true;
  };
  startKiosk();
  await eventually(() => expect(noted).toHaveBeenCalledWith(hub.tenant));
});

test('a stream on which nothing comes for a minute is given up', async () => {
  const kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let isOpen = () => {};
  const opened = new Promise<void>((resolve) => (isOpen = resolve));
  const stream = kiosk.hub.live(hub.tenant, () => isOpen(), kiosk.signal);
  await opened;
  vi.advanceTimersByTime(60_000);
  expect(await stream).toEqual({ ok: false, reason: 'hub-too-slow' });
  vi.useRealTimers();
  kiosk.close();
});

test('after a start, a kiosk that has content waits before it looks; a visitor’s item does not', async () => {
  startKiosk();
  await shows('first');
  await running.pop()?.stop();
  hub.asked.length = 0;
  vi.spyOn(Math, 'random').mockReturnValue(0.9);
  const core = startKiosk({ bootSplaySeconds: 600 });
  await record(core);
  await eventually(() => expect(hub.received.size).toBe(1));
  expect(asked('/checkpoint')).toEqual([]);
});

test('what waits is not delivered before its moment either', async () => {
  const first = startKiosk();
  await shows('first');
  hub.misbehave = (request, response) => {
    if (!request.url?.endsWith('/submissions')) return false;
    response.destroy();
    return true;
  };
  await record(first);
  await eventually(() => expect(asked('/submissions')).not.toEqual([]));
  await running.pop()?.stop();
  hub.misbehave = () => false;
  hub.asked.length = 0;
  vi.spyOn(Math, 'random').mockReturnValue(0.9);
  startKiosk({ bootSplaySeconds: 600 });
  const other = kioskParts(temporaryFolder(), hub.url);
  await other.enrol('code');
  await other.follower.follow(hub.tenant, other.signal);
  other.close();
  expect(asked('/submissions')).toEqual([]);
});

test('a kiosk with nothing to show does not wait', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.9);
  startKiosk({ bootSplaySeconds: 600 });
  await shows('first');
});

const POKE: Poke = { epoch: '5f0c7f0e-6d3b-4a51-9d53-6f2b8f7b8a11', head: 7, spreadMilliseconds: 0 };
const EVENT = `event: poke\ndata: ${JSON.stringify(POKE)}\n\n`;

function heard(text: string, pieceBytes = text.length): Poke[] {
  const pokes: Poke[] = [];
  const reader = new EventReader((poke) => pokes.push(poke));
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += pieceBytes)
    reader.take(bytes.subarray(start, start + pieceBytes));
  return pokes;
}

test('events are read wherever the line cuts them', () => {
  const text = `: \n\n${EVENT}: \n\n${EVENT.replaceAll('\n', '\r\n')}`;
  for (let size = 1; size <= text.length; size += 1) expect(heard(text, size)).toEqual([POKE, POKE]);
});

test.each([
  ['an event of another name', EVENT.replace('poke', 'other')],
  ['one without a name', EVENT.replace('event: poke\n', '')],
  ['one that is no JSON', 'event: poke\ndata: {\n\n'],
  ['one that its schema refuses', EVENT.replace('"head":7', '"head":-7')],
  ['one with a second line', EVENT.replace('\n\n', '\ndata: more\n\n')],
  ['one with an endless line', `event: poke\ndata: ${JSON.stringify(POKE)}${' '.repeat(5_000)}\n\n`],
  ['one with an endless line before', EVENT.replace('\n', `\n${'x'.repeat(5_000)}\n`)],
  ['one that does not end', EVENT.trimEnd()],
])('%s is no poke, and the next one is heard', (_what, text) => {
  expect(heard(text)).toEqual([]);
  expect(heard(`${text}\n\n${EVENT}`).at(-1)).toEqual(POKE);
});
