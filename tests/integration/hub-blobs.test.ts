import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEnrolmentCode } from '../../city/hub/index.ts';
import { type SealedAttachment } from '../../shared/sealing/index.ts';
import { type City, startCity, TEST_SITE } from '../support/city.ts';
import {
  deliver,
  enrolDevice,
  quickReceipt,
  sealProposal,
  submissionLine,
  type TestDevice,
} from '../support/device.ts';
import { attachmentOf } from '../support/recording.ts';

/* What the hub takes of an attachment, and what it refuses, whoever sends it. */

const STEP = 64 * 1024;
const MIB = 1024 * 1024;

let city: City;
let device: TestDevice;
let number = 0;

beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
  device = await enrolDevice(city.url, await city.enrolmentCode());
});
afterAll(() => city.stop());

async function lineWith(attachments: readonly SealedAttachment[], id: string = crypto.randomUUID()) {
  const envelope = await sealProposal(device.keyset, {
    tenant: 'pantin',
    service: 'droit-de-proposition-populaire',
    id,
    receipt: await quickReceipt(),
    choices: { kind: 'idea', commission: 'not-sure' },
    text: 'Un trou',
    attachments,
  });
  number += 1;
  return submissionLine(device, envelope, { incarnation: device.enrolment.device, number });
}

/** An attachment that an accepted item names. */
async function named(bytes: number): Promise<SealedAttachment> {
  const attachment = await attachmentOf(bytes);
  const [reply] = await deliver(city.url, device, 'pantin', [await lineWith([attachment])]);
  expect(reply).toMatchObject({ outcome: 'accepted', needBlobs: [attachment.sha256] });
  return attachment;
}

interface Put {
  start: number;
  content: Uint8Array<ArrayBuffer>;
  total: number;
  range: string;
  tenant: string;
  headers: Record<string, string>;
}

async function put(
  sha256: string,
  { start = 0, content = new Uint8Array(), total = 0, ...more }: Partial<Put>,
) {
  const range = more.range ?? `bytes ${start}-${start + content.byteLength - 1}/${total}`;
  const response = await fetch(`${city.url}/v1/${more.tenant ?? 'pantin'}/blob/${sha256}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': range,
      ...device.headers,
      ...more.headers,
    },
    body: content,
  });
  await response.arrayBuffer();
  return said(response);
}

async function head({ sha256, bytes }: { sha256: string; bytes: number }, headers = device.headers) {
  return said(
    await fetch(`${city.url}/v1/pantin/blob/${sha256}?bytes=${bytes}`, { method: 'HEAD', headers }),
  );
}

function said(response: Response): [number, number | undefined] {
  const offset = response.headers.get('upload-offset');
  return [response.status, offset === null ? undefined : Number(offset)];
}

const piecesOf = async (sha256: string) => {
  const { rows } = await city.database.query<{ count: number }>(
    'select count(*) as count from attachment_piece where sha256 = $1',
    [sha256],
  );
  return rows[0]?.count;
};

test('pieces are taken in their order; a wrong one is told which is wanted; all together are checked', async () => {
  const { sha256, bytes, content } = await named(1_500_000);
  const at = (start: number, end: number) => ({ start, content: content.slice(start, end), total: bytes });
  expect(bytes).toBe(2 * MIB);
  expect(await head({ sha256, bytes })).toEqual([200, 0]);
  expect(await put(sha256, at(MIB, 2 * MIB))).toEqual([409, 0]);
  expect(await put(sha256, at(0, 3 * STEP))).toEqual([200, 3 * STEP]);
  expect(await put(sha256, at(0, 3 * STEP))).toEqual([409, 3 * STEP]);
  expect(await head({ sha256, bytes })).toEqual([200, 3 * STEP]);
  // The same piece by two lines at once: one is taken, the other is told so.
  const twice = await Promise.all([
    put(sha256, at(3 * STEP, 3 * STEP + MIB)),
    put(sha256, at(3 * STEP, 3 * STEP + MIB)),
  ]);
  expect(twice.toSorted(([a], [b]) => a - b)).toEqual([
    [200, 3 * STEP + MIB],
    [409, 3 * STEP + MIB],
  ]);
  expect(await put(sha256, at(3 * STEP + MIB, 2 * MIB))).toEqual([200, bytes]);
  // Whole: nothing more is looked at, and another item that names it needs nothing.
  expect(await put(sha256, at(0, STEP))).toEqual([200, bytes]);
  expect(await piecesOf(sha256)).toBe(3);
});

test('what is not what its name says is thrown away whole, and may come again', async () => {
  const { sha256, bytes, content } = await named(100_000);
  const wrong = new Uint8Array(content).fill(1, 5, 9);
  expect(await put(sha256, { content: wrong.slice(0, STEP), total: bytes })).toEqual([200, STEP]);
  expect(await put(sha256, { start: STEP, content: wrong.slice(STEP), total: bytes })).toEqual([
    422,
    undefined,
  ]);
  expect(await piecesOf(sha256)).toBe(0);
  expect(await head({ sha256, bytes })).toEqual([200, 0]);
  expect(await put(sha256, { content, total: bytes })).toEqual([200, bytes]);
});

test('lies about the size, the range or the name are refused, and store nothing', async () => {
  const { sha256, bytes, content } = await named(100_000);
  const piece = content.slice(0, STEP);
  const big = new Uint8Array(MIB + STEP);
  const cases: [string, Partial<Put>, number][] = [
    ['another total', { content: piece, total: 2 * bytes }, 404],
    ['no total', { content: piece, range: 'bytes 0-65535/*' }, 400],
    ['a longer range than the body', { content: piece, range: `bytes 0-${2 * STEP - 1}/${bytes}` }, 400],
    ['a shorter range than the body', { content: piece, range: `bytes 0-99/${bytes}` }, 400],
    ['beyond the end', { start: bytes, content: piece, total: bytes }, 400],
    ['a start between the steps', { start: 100, content: piece, total: bytes }, 400],
    ['a backward range', { content: piece, range: `bytes 9-5/${bytes}` }, 400],
    ['a piece of one byte', { content: content.slice(0, 1), total: bytes }, 400],
    ['an empty piece', { range: `bytes 0-0/${bytes}` }, 400],
    ['no range', { content: piece, range: 'everything' }, 400],
    ['a huge total', { content: piece, total: 999_999_999 }, 400],
    ['a piece that is too large', { content: big, total: bytes }, 413],
    ['other words', { content: piece, total: bytes, headers: { 'content-type': 'text/plain' } }, 400],
    ['a stranger', { content: piece, total: bytes, headers: { authorization: 'Bearer x' } }, 401],
    ['another tenant’s door', { content: piece, total: bytes, tenant: 'paris' }, 404],
    ['a tenant that is none', { content: piece, total: bytes, tenant: 'lyon' }, 404],
  ];
  for (const [what, given, status] of cases) expect((await put(sha256, given))[0], what).toBe(status);
  expect(await head({ sha256: 'A'.repeat(43), bytes })).toEqual([404, undefined]);
  expect((await put('A'.repeat(43), { content: piece, total: bytes }))[0]).toBe(404);
  expect((await put('..%2fx', { content: piece, total: bytes }))[0]).toBe(400);
  expect(await head({ sha256, bytes: bytes + 1 })).toEqual([400, undefined]);
  expect(await piecesOf(sha256)).toBe(0);
  expect(await head({ sha256, bytes })).toEqual([200, 0]);
});

test('a kiosk of a tenant that does not follow this one brings nothing', async () => {
  const { sha256, bytes, content } = await named(100_000);
  const code = await createEnrolmentCode(city.database, 'paris', TEST_SITE);
  const stranger = await enrolDevice(city.url, code);
  const [status] = await put(sha256, { content, total: bytes, headers: stranger.headers });
  expect(status).toBe(401);
  await city.database.query('update device set revoked_at = now() where id = $1', [device.enrolment.device]);
  expect((await put(sha256, { content, total: bytes }))[0]).toBe(401);
  await city.database.query('update device set revoked_at = null where id = $1', [device.enrolment.device]);
  expect(await put(sha256, { content, total: bytes })).toEqual([200, bytes]);
});

test('only what an accepted item names is taken, and who names it with a wrong size hinders nobody', async () => {
  const honest = await attachmentOf(100_000);
  const liar = { ...honest, bytes: honest.bytes * 2 };
  const [first] = await deliver(city.url, device, 'pantin', [await lineWith([liar])]);
  const honestLine = await lineWith([honest]);
  const [second] = await deliver(city.url, device, 'pantin', [honestLine]);
  expect([first?.outcome, second?.outcome]).toEqual(['accepted', 'accepted']);
  const { sha256, bytes, content } = honest;
  expect(await put(sha256, { content, total: bytes })).toEqual([200, bytes]);
  const [again] = await deliver(city.url, device, 'pantin', [honestLine]);
  expect(again).toMatchObject({ outcome: 'duplicate', needBlobs: [] });

  const refused = await attachmentOf(10_000);
  const line = await lineWith([refused]);
  const [reply] = await deliver(city.url, device, 'pantin', [{ ...line, signature: 'A'.repeat(86) }]);
  expect(reply).toMatchObject({ outcome: 'rejected' });
  expect(reply?.needBlobs).toBeUndefined();
  expect((await put(refused.sha256, { content: refused.content, total: refused.bytes }))[0]).toBe(404);
});

test('an item that a hub of an earlier version took is not settled before what is attached is proved', async () => {
  const attachment = await attachmentOf(10_000);
  const line = await lineWith([attachment]);
  await deliver(city.url, device, 'pantin', [line]);
  // As such a hub leaves it: accepted, with a position, and nothing noted.
  await city.database.query('delete from submission_attachment where submission = $1', [line.id]);
  await city.database.query('update submission set position = 1 where id = $1', [line.id]);
  await city.database.query(
    "insert into submission_head (tenant, position, settled) values ('pantin', 1, 1)",
  );
  const acks = async () => {
    const response = await fetch(`${city.url}/v1/pantin/acks`, {
      method: 'POST',
      headers: { ...device.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ids: [line.id] }),
    });
    const { text } = (await response.json()) as { text: string };
    return (JSON.parse(text) as { acks: unknown[] }).acks[0];
  };
  expect(await acks()).not.toHaveProperty('needBlobs');
  const [again] = await deliver(city.url, device, 'pantin', [line]);
  expect(again).toMatchObject({ outcome: 'duplicate', needBlobs: [attachment.sha256] });
  expect(await acks()).toMatchObject({ state: 'accepted', needBlobs: [attachment.sha256] });
  await put(attachment.sha256, { content: attachment.content, total: attachment.bytes });
  expect(await acks()).toMatchObject({ state: 'accepted', needBlobs: [] });
});

test('a kiosk that brings too much is asked to come back, and its items are still taken', async () => {
  const { sha256, bytes, content } = await named(100_000);
  const subject = createHash('sha256')
    .update(JSON.stringify(['blobs', device.enrolment.device]))
    .digest('base64url');
  await city.database.query('update tries set count = 8191 where subject = $1', [subject]);
  const response = await fetch(`${city.url}/v1/pantin/blob/${sha256}`, {
    method: 'PUT',
    headers: {
      ...device.headers,
      'content-type': 'application/octet-stream',
      'content-range': `bytes 0-${bytes - 1}/${bytes}`,
    },
    body: content,
  });
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(60);
  expect(await piecesOf(sha256)).toBe(0);
  await named(10_000);
});
