import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ATTACHMENT_STEP_BYTES,
  LARGEST_ATTACHMENT_BYTES,
  openAttachment,
  randomBytes,
  readHeader,
  sealAttachment,
  type SealedAttachment,
} from '../../shared/sealing/index.ts';

const MIB = 1024 * 1024;
const CHUNK = MIB;

async function sealed(content: Uint8Array): Promise<SealedAttachment> {
  const done = await sealAttachment(content);
  if (!done.ok) throw new Error(done.reason);
  return done.value;
}

function filled(length: number): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(length);
  for (let at = 0; at < length; at += MIB / 8) content[at] = at % 251;
  return content;
}

test('what was sealed opens with its key, and with no other', async () => {
  for (const length of [0, 1, 65_516, 65_517, MIB, 3 * MIB + 7]) {
    const content = filled(length);
    const attachment = await sealed(content);
    const opened = await openAttachment(attachment.key, attachment.content);
    expect(opened.ok && Buffer.from(opened.value).equals(content)).toBe(true);
    expect(attachment.content.length).toBe(attachment.bytes);
    expect(attachment.bytes % ATTACHMENT_STEP_BYTES).toBe(0);
    const other = await sealed(content);
    expect(other.key).not.toBe(attachment.key);
    expect(await openAttachment(other.key, attachment.content)).toEqual({ ok: false, reason: 'cannot-open' });
  }
});

test('a size says little: a tiny one costs 64 KiB, a larger one the next step', async () => {
  const sizes = new Set<number>();
  for (const length of [0, 20, 60_000, 100_000, 262_000, 900_000])
    sizes.add((await sealed(filled(length))).bytes);
  expect([...sizes]).toEqual([64 * 1024, 256 * 1024, MIB]);
});

test('the largest that fits is 32 MiB sealed; one byte more is refused', async () => {
  const most = LARGEST_ATTACHMENT_BYTES - 32 * 16 - 4;
  expect((await sealed(filled(most))).bytes).toBe(LARGEST_ATTACHMENT_BYTES);
  expect(await sealAttachment(filled(most + 1))).toEqual({ ok: false, reason: 'too-large' });
});

/** Everything that can be done to chunks, and a bit anywhere. */
const tampering = fc.oneof(
  fc.record({ how: fc.constant('flip' as const), at: fc.nat(4 * CHUNK - 1), bit: fc.nat(7) }),
  fc.record({ how: fc.constant('cut' as const), to: fc.nat(4 * CHUNK - 1) }),
  fc.record({ how: fc.constant('cut-chunks' as const), to: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ how: fc.constant('drop' as const), chunk: fc.nat(3) }),
  fc.record({ how: fc.constant('swap' as const), a: fc.nat(3), by: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ how: fc.constant('repeat' as const), chunk: fc.nat(3) }),
  fc.record({ how: fc.constant('append' as const), bytes: fc.integer({ min: 1, max: CHUNK + 1 }) }),
  fc.record({ how: fc.constant('graft' as const), chunk: fc.nat(3) }),
);

test('every change of the sealed bytes is found: flipped, cut, dropped, swapped, repeated, added, put in from another', async () => {
  const whole = await sealed(filled(2 * MIB + 5));
  const other = await sealed(filled(2 * MIB + 5));
  const bytes = whole.content;
  const chunks = Array.from({ length: bytes.length / CHUNK }, (_, at) =>
    bytes.subarray(at * CHUNK, (at + 1) * CHUNK),
  );
  const count = chunks.length;
  expect(count).toBe(4);
  await fc.assert(
    fc.asyncProperty(tampering, async (change) => {
      const changed = tampered(change);
      expect(Buffer.from(changed).equals(bytes)).toBe(false);
      expect(await openAttachment(whole.key, changed)).toEqual({ ok: false, reason: 'cannot-open' });
    }),
    { numRuns: 60 },
  );

  function tampered(
    change: typeof tampering extends fc.Arbitrary<infer T> ? T : never,
  ): Uint8Array<ArrayBuffer> {
    if (change.how === 'flip') {
      const copy = new Uint8Array(bytes);
      copy[change.at] = (copy[change.at] ?? 0) ^ (1 << change.bit);
      return copy;
    }
    if (change.how === 'cut') return bytes.slice(0, change.to);
    if (change.how === 'append') return joined([bytes, new Uint8Array(change.bytes)]);
    const list = [...chunks];
    if (change.how === 'cut-chunks') list.length = change.to + 1;
    if (change.how === 'drop') list.splice(change.chunk, 1);
    if (change.how === 'swap') {
      const b = (change.a + change.by) % count;
      [list[change.a], list[b]] = [list[b] ?? bytes, list[change.a] ?? bytes];
    }
    if (change.how === 'repeat') list.splice(change.chunk, 0, list[change.chunk] ?? bytes);
    if (change.how === 'graft')
      list[change.chunk] = other.content.subarray(change.chunk * CHUNK, (change.chunk + 1) * CHUNK);
    return joined(list);
  }
});

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

test('a header names few attachments, each once, of sealed sizes, and not too much together', () => {
  const header = {
    format: 'borne/v1',
    id: crypto.randomUUID(),
    tenant: 'pantin',
    service: 's',
    form: { id: 's', version: 1 },
    hubKey: 'h',
    serviceKey: 's',
  };
  const named = (count: number, bytes: number) =>
    Array.from({ length: count }, () => ({ sha256: randomName(), bytes }));
  const fits = (attachments: unknown) =>
    readHeader({ header: JSON.stringify({ ...header, attachments }), facts: 'A', words: 'A' }).ok;
  expect(fits(undefined)).toBe(true);
  expect(fits(named(8, ATTACHMENT_STEP_BYTES))).toBe(true);
  expect(fits(named(2, LARGEST_ATTACHMENT_BYTES))).toBe(true);
  expect(fits(named(9, ATTACHMENT_STEP_BYTES))).toBe(false);
  expect(fits(named(3, LARGEST_ATTACHMENT_BYTES))).toBe(false);
  expect(fits(named(1, LARGEST_ATTACHMENT_BYTES + ATTACHMENT_STEP_BYTES))).toBe(false);
  expect(fits(named(1, 1000))).toBe(false);
  const [one] = named(1, ATTACHMENT_STEP_BYTES);
  expect(fits([one, one])).toBe(false);
  expect(fits([{ sha256: '../secret', bytes: ATTACHMENT_STEP_BYTES }])).toBe(false);
});

function randomName(): string {
  return Buffer.from(randomBytes(32)).toString('base64url');
}
