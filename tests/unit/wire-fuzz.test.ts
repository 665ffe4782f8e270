import { expect, test } from 'vitest';
import { parseFeedPage } from '../../electron/core/hub/feed-page.ts';
import { parseJsonBytes } from '../../electron/core/hub/json.ts';
import {
  acksSchema,
  bundleSchema,
  changeFrame,
  checkpointReplySchema,
  checkpointSchema,
  FrameReader,
  kioskReportSchema,
  linesOf,
  outboxItemSchema,
  readKioskFile,
  signedByFeedSchema,
  snapshotSchema,
  submissionLineSchema,
  submissionReplySchema,
} from '../../shared/sync/index.ts';
import { seedOfCommit } from '../support/commit-seed.ts';
import { numbers } from '../support/numbers.ts';

/*
 * Any bytes at all, at every reader of the wire: each says what it is or refuses it, and none throws. Half are noise, and
 * half are sound messages with something changed, since noise alone never comes past the first brace.
 */

const INPUTS = 120_000;
const SEED = seedOfCommit();
const EPOCH = '6f1c0c9e-6f5f-4a39-8a5e-0a5f8c9b1d11';
const QUERY = { epoch: EPOCH, after: 0, until: 3 };

function soundPage(): Buffer {
  const bodies = ['{"a":1}', '{"texte":"é\\n"}', null];
  const frames = bodies.map((body, at) =>
    changeFrame({
      position: at + 1,
      collection: 'note',
      id: `n${at}`,
      version: 1,
      op: body === null ? 'delete' : 'put',
      body: body === null ? null : Buffer.from(body),
    }),
  );
  const header = JSON.stringify({ epoch: EPOCH, after: 0, last: 3, count: 3 });
  return Buffer.concat([Buffer.from(`${header}\n`), ...frames]);
}

const sha256 = 'A'.repeat(43);
const segment = { sha256, bytes: 10, unpackedBytes: 20 };
const SOUND: Buffer[] = [
  soundPage(),
  ...[
    {
      format: 'borne/checkpoint/v1',
      tenant: 'pantin',
      epoch: EPOCH,
      head: 3,
      minSchema: 1,
      scopes: [{ scope: 'public', head: 3, floor: 0, count: 2, sum: '12' }],
    },
    {
      format: 'borne/snapshot/v1',
      tenant: 'pantin',
      scope: 'public',
      epoch: EPOCH,
      position: 3,
      buckets: [{ count: 1, sum: '1', segment }],
    },
    {
      format: 'borne/bundle/v1',
      tenant: 'pantin',
      epoch: EPOCH,
      head: 3,
      files: [{ name: 'a', sha256, bytes: 1 }],
    },
    {
      format: 'borne/acks/v1',
      tenant: 'pantin',
      epoch: EPOCH,
      acks: [{ id: EPOCH, sha256, state: 'settled' }],
      refused: [{ id: EPOCH, sha256, reason: 'bad-header' }],
    },
    {
      format: 'borne/kiosk-report/v1',
      device: EPOCH,
      incarnation: EPOCH,
      checkpoints: [{ tenant: 'pantin', epoch: EPOCH, head: 3 }],
      open: [{ incarnation: EPOCH, from: 1 }],
      submissions: { sha256, count: 1 },
    },
    { id: EPOCH, item: '{}', signature: 'AAAA' },
    { id: EPOCH, outcome: 'accepted' },
  ].map((message) => Buffer.from(JSON.stringify(message))),
];

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\n',
  '\u0000',
  '9e999',
  '-1',
  'null',
  '1e400',
  '__proto__',
  '../',
  '\ud800',
];

function changed(sound: Buffer, below: (limit: number) => number): Buffer {
  const at = below(sound.byteLength + 1);
  const piece = Buffer.from(PIECES[below(PIECES.length)] ?? '');
  const kinds = [
    () => sound.subarray(0, at),
    () => Buffer.concat([sound.subarray(0, at), piece, sound.subarray(at)]),
    () => Buffer.concat([sound, sound.subarray(at)]),
    () => Buffer.from(sound.map((byte, place) => (place === at ? byte ^ (1 << below(8)) : byte))),
    () => Buffer.concat([sound.subarray(at), sound.subarray(0, at)]),
    () =>
      Buffer.from(
        sound.toString('latin1').replaceAll(/\d/g, () => String(below(10))),
        'latin1',
      ),
  ];
  return (kinds[below(kinds.length)] ?? (() => sound))();
}

const SCHEMAS = [
  acksSchema,
  kioskReportSchema,
  checkpointReplySchema,
  checkpointSchema,
  snapshotSchema,
  bundleSchema,
  signedByFeedSchema,
  outboxItemSchema,
  submissionLineSchema,
  submissionReplySchema,
];

/** What every reader makes of it; a throw fails the test, with the seed to see it again. */
function readAll(bytes: Buffer): number {
  const page = parseFeedPage(bytes, QUERY);
  if (page.ok) expect(page.value.changes.every(({ position }) => position > 0 && position <= 3)).toBe(true);
  const reader = new FrameReader(bytes);
  while (!reader.isAtEnd && reader.change() !== undefined);
  const value = parseJsonBytes(bytes);
  return SCHEMAS.filter((schema) => schema.safeParse(value).success).length + Number(page.ok);
}

test(`${INPUTS} inputs are read or refused, and none throws (seed ${SEED}, BORNE_SEED replays it)`, () => {
  const below = numbers(SEED);
  let read = 0;
  for (let input = 0; input < INPUTS; input += 1) {
    const sound = SOUND[below(SOUND.length)] ?? Buffer.alloc(0);
    const noise = () => Buffer.from(Array.from({ length: below(60) }, () => below(256)));
    read += readAll(input % 2 === 0 ? changed(sound, below) : noise());
  }
  // Some changes are harmless: if none were read, the readers would refuse everything.
  expect(read).toBeGreaterThan(INPUTS / 1_000);
  expect(SOUND.map(readAll)).toEqual(SOUND.map(() => 1));
}, 120_000);

test('deep nests and endless lines are refused without filling the memory', () => {
  for (const text of [
    '['.repeat(1_000_000),
    '{"a":'.repeat(1_000_000),
    `{"position":${'9'.repeat(1_000_000)}`,
  ]) {
    const bytes = Buffer.from(text);
    expect(readAll(bytes)).toBe(0);
  }
});

test('any bytes are lines; of any names, only a kiosk’s is one', async () => {
  const below = numbers(SEED);
  for (let input = 0; input < 2_000; input += 1) {
    const bytes = Buffer.from(Array.from({ length: below(60) }, () => (below(4) === 0 ? 0x0a : below(256))));
    const cut = below(bytes.byteLength + 1);
    const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
    const lines = await allOf(linesOf(piecesOf(pieces)));
    expect(lines).toEqual(
      new TextDecoder('utf-8', { ignoreBOM: true })
        .decode(bytes)
        .split('\n')
        .filter((line) => line !== ''),
    );
    const name = changed(Buffer.from(`submissions-${EPOCH}.0123abcd.ndjson`), below).toString('latin1');
    const file = readKioskFile(name);
    if (file) expect([36, /^[0-9a-f-]+$/.test(file.device)]).toEqual([file.device.length, true]);
  }
  expect(readKioskFile(`submissions-${EPOCH}.0123abcd.ndjson`)).toMatchObject({ device: EPOCH });
  expect(readKioskFile(`kiosk-${EPOCH}.0123abcd.json`)).toMatchObject({ kind: 'report' });
  for (const name of [
    `../kiosk-${EPOCH}.0123abcd.json`,
    `kiosk-${EPOCH}.0123abcd.json/`,
    'submissions-x.ndjson',
  ])
    expect(readKioskFile(name)).toBeUndefined();
  const endless = (async function* () {
    for (let piece = 0; piece < 80; piece += 1) yield new Uint8Array(100_000).fill(120);
    yield Buffer.from('\nnext');
  })();
  expect(await allOf(linesOf(endless))).toEqual([undefined, 'next']);
});

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

async function allOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}
