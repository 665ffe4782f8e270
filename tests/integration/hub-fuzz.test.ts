import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCity, type City } from '../support/city.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  sealProposal,
  submissionLine,
  type TestDevice,
} from '../support/device.ts';
import { seedOfCommit } from '../support/commit-seed.ts';
import { numbers } from '../support/numbers.ts';
import { whenPlaced } from '../support/publisher.ts';
import { attachmentOf } from '../support/recording.ts';

/* Anybody can send a hub anything: it refuses, in a word, and what it holds stays as it was. */

const REQUESTS = 3_000;
const TOGETHER = 20;
const SEED = seedOfCommit();
const REFUSALS = new Set([200, 400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 429]);

let city: City;
let device: TestDevice;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin'] });
  device = await enrolDevice(city.url, await city.enrolmentCode());
  PATHS.push(`blob/${await nameBlob()}`);
  // The answer to it gets its place in the feed by itself: that is no change that a request made.
  await whenPlaced(city.database);
});

/** The name of an attachment that the hub waits for. */
async function nameBlob(): Promise<string> {
  const attachment = await attachmentOf(100_000);
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: 'droit-de-proposition-populaire',
    receipt: await quickReceipt(),
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Un trou',
    attachments: [attachment],
  });
  const place = { incarnation: device.enrolment.device, number: 1 };
  const [reply] = await deliver(city.url, device, 'pantin', [await submissionLine(device, envelope, place)]);
  expect(reply?.needBlobs).toEqual([attachment.sha256]);
  return attachment.sha256;
}

afterAll(() => city.stop());

const PATHS = [
  'checkpoint',
  'feed/public',
  'snapshot/public',
  'segment/',
  'submissions',
  'token',
  'nonce',
  'acks',
  'blob/',
  'call/00000000-0000-4000-8000-000000000000',
];
const PIECES = [
  '%00',
  '%ff',
  '..%2f',
  '{"id":',
  '[',
  '\u0000',
  "'; drop table feed; --",
  '\ud800',
  '9'.repeat(30),
  '?a=',
  '\n',
];
const TYPES = [
  'application/json',
  'application/x-ndjson',
  'application/octet-stream',
  'text/plain',
  'multipart/form-data',
  '',
];
const NUMBERS = [
  '0',
  '1',
  '65535',
  '65536',
  '262143',
  '262144',
  '999999999',
  '-1',
  '1e3',
  '9'.repeat(30),
  '*',
];

/** What no refused request may change. Dead letters may grow: whatever is delivered is kept for people. */
async function held(): Promise<string> {
  const digest = createHash('sha256');
  for (const table of [
    'entity',
    'feed',
    'feed_head',
    'submission',
    'request',
    'device',
    'enrolment_code',
    'agent',
    'attachment',
    'attachment_piece',
    'submission_attachment',
  ]) {
    const { rows } = await city.database.query(`select * from ${table} order by 1, 2`);
    digest.update(JSON.stringify(rows));
  }
  return digest.digest('hex');
}

test(`${REQUESTS} requests of any kind change nothing (seed ${SEED}, BORNE_SEED replays it)`, async () => {
  const below = numbers(SEED);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const noise = () => Array.from({ length: below(8) }, () => pick(PIECES)).join('');
  const before = await held();
  const statuses = new Map<number, number>();
  for (let sent = 0; sent < REQUESTS; sent += TOGETHER) {
    await Promise.all(
      Array.from({ length: TOGETHER }, async () => {
        const path = `${below(4) === 0 ? noise() : 'pantin'}/${pick(PATHS)}${below(3) === 0 ? noise() : ''}`;
        const body = below(2) === 0 ? `${noise()}\n${noise()}` : undefined;
        const headers: Record<string, string> = { 'content-type': pick(TYPES) ?? '' };
        if (below(3) > 0) headers['authorization'] = device.headers.authorization;
        if (below(5) === 0) headers['range'] = `bytes=${noise().replaceAll(/[^\x20-\x7e]/g, '')}`;
        if (below(2) === 0)
          headers['content-range'] = `bytes ${pick(NUMBERS)}-${pick(NUMBERS)}/${pick(NUMBERS)}`;
        const bare = below(4) === 0 ? 'HEAD' : 'GET';
        const method = body === undefined ? bare : (pick(['POST', 'PUT']) ?? 'POST');
        const url = `${city.url}/v1/${path.replaceAll(/[^\x20-\x7e]/g, '%EF%BF%BD')}`;
        const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
        await response.arrayBuffer();
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      }),
    );
  }
  expect([...statuses.keys()].filter((status) => !REFUSALS.has(status))).toEqual([]);
  expect(statuses.get(400)).toBeGreaterThan(0);
  expect(city.log()).not.toContain('"failure"');
  expect(await held()).toBe(before);
});

test('what is too large, too deep or a bomb is refused, and the hub goes on', async () => {
  const before = await held();
  const send = (path: string, body: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) =>
    fetch(`${city.url}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...device.headers, ...more },
      body,
    });
  const nest = '['.repeat(500_000);
  expect((await send('pantin/submissions', 'x'.repeat(5_000_000))).status).toBe(413);
  expect((await send('pantin/submissions', '{}\n'.repeat(201))).status).toBe(400);
  expect(await (await send('pantin/submissions', nest)).text()).toContain('"rejected"');
  expect((await send('enrol', nest, { 'content-type': 'application/json' })).status).toBe(413);
  expect((await send('enrol', '['.repeat(50_000), { 'content-type': 'application/json' })).status).toBe(400);
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000)));
  expect((await send('pantin/submissions', bomb, { 'content-encoding': 'gzip' })).status).toBeLessThan(500);
  expect(await held()).toBe(before);
  expect((await fetch(`${city.url}/health`)).status).toBe(200);
});
