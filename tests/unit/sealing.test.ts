import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  deriveReceiptKeys,
  fromBase64,
  generateReceiptCode,
  generateSealingKeyPair,
  generateSigningKeyPair,
  open,
  openAnswer,
  openPart,
  readKeyset,
  seal,
  sealAnswer,
  sealEnvelope,
  signKeyset,
  utf8,
  type Envelope,
  type EnvelopeHeader,
  type Keyset,
} from '../../shared/sealing/index.ts';

const header: EnvelopeHeader = {
  format: 'borne/v1',
  id: '5f0c4b8e-7c1d-4f59-9d3e-0a8f3f1f5a11',
  tenant: 'pantin',
  service: 'droit-de-proposition-populaire',
  form: { id: 'droit-de-proposition-populaire', version: 1 },
  hubKey: 'h1',
  serviceKey: 's1',
};

async function sealedForTest(words: unknown = { texts: { idea: 'Des bancs' } }) {
  const hub = await generateSealingKeyPair();
  const service = await generateSealingKeyPair();
  const keys = {
    hub: { kid: 'h1', publicKey: hub.publicKey },
    service: { kid: 's1', publicKey: service.publicKey },
  };
  const envelope = await sealEnvelope(header, { facts: { choices: { kind: 'idea' } }, words }, keys);
  return { hub, service, envelope };
}

test('each part opens for the one it is sealed to, and for nobody else', async () => {
  const { hub, service, envelope } = await sealedForTest();
  expect(await openPart('facts', envelope, hub.privateKey)).toEqual({
    ok: true,
    value: { choices: { kind: 'idea' } },
  });
  expect(await openPart('words', envelope, service.privateKey)).toMatchObject({ ok: true });
  expect(await openPart('words', envelope, hub.privateKey)).toEqual({ ok: false, reason: 'cannot-open' });
  expect(await openPart('facts', envelope, service.privateKey)).toEqual({ ok: false, reason: 'cannot-open' });
});

test('a changed header, a swapped part or a changed byte does not open', async () => {
  const { hub, service, envelope } = await sealedForTest();
  const forged: Envelope[] = [
    { ...envelope, header: envelope.header.replace('pantin', 'paris') },
    { ...envelope, facts: envelope.words, words: envelope.facts },
    { ...envelope, facts: flipOneBit(envelope.facts), words: flipOneBit(envelope.words) },
    { ...envelope, facts: 'AA', words: '' },
  ];
  for (const envelopeForged of forged) {
    expect((await openPart('facts', envelopeForged, hub.privateKey)).ok).toBe(false);
    expect((await openPart('words', envelopeForged, service.privateKey)).ok).toBe(false);
  }
});

function flipOneBit(sealed: string): string {
  const middle = Math.floor(sealed.length / 2);
  return sealed.slice(0, middle) + (sealed[middle] === 'A' ? 'B' : 'A') + sealed.slice(middle + 1);
}

test('the length of a sealed part tells only its bucket', async () => {
  const { publicKey } = await generateSealingKeyPair();
  const context = { purpose: 'test', header: '' };
  const sizes = await Promise.all(
    [0, 1, 900, 1020, 1021, 4000, 5000, 60_000, 200_000, 300_000].map(
      async (length) => fromBase64(await seal(publicKey, context, new Uint8Array(length))).length - 48,
    ),
  );
  const kib = sizes.map((size) => size / 1024);
  expect(kib).toEqual([1, 1, 1, 1, 4, 4, 16, 64, 256, 512]);
});

test('any text comes back letter for letter', async () => {
  const { publicKey, privateKey } = await generateSealingKeyPair();
  const context = { purpose: 'test', header: 'h' };
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 3000 }), async (text) => {
      const bytes = utf8(text);
      const opened = await open(privateKey, context, await seal(publicKey, context, bytes));
      expect(opened.ok && [...opened.value]).toEqual([...bytes]);
    }),
    { numRuns: 25 },
  );
});

test('a receipt code opens its own answers: not another code, tenant, season or turn', async () => {
  const code = generateReceiptCode();
  const mine = await deriveReceiptKeys(code, 'pantin', '2026');
  const again = await deriveReceiptKeys(code, 'pantin', '2026');
  expect(again).toEqual(mine);
  const strangers = await Promise.all([
    deriveReceiptKeys(generateReceiptCode(), 'pantin', '2026'),
    deriveReceiptKeys(code, 'paris', '2026'),
    deriveReceiptKeys(code, 'pantin', '2025'),
  ]);
  const place = { tenant: 'pantin', lookupId: mine.lookupId, turn: 1 };
  const sealed = await sealAnswer(mine.keyPair.publicKey, place, {
    state: 'received',
    answeredOn: '2026-11-22',
  });
  const record = { lookupId: mine.lookupId, turn: 1, season: '2026', sealed };
  expect(await openAnswer(mine.keyPair.privateKey, 'pantin', record)).toMatchObject({ ok: true });
  for (const stranger of strangers) {
    expect(stranger.lookupId).not.toBe(mine.lookupId);
    expect((await openAnswer(stranger.keyPair.privateKey, 'pantin', record)).ok).toBe(false);
  }
  expect((await openAnswer(mine.keyPair.privateKey, 'pantin', { ...record, turn: 2 })).ok).toBe(false);
});

test('a keyset is believed only under the pinned root and for its own tenant', async () => {
  const root = await generateSigningKeyPair();
  const other = await generateSigningKeyPair();
  const key = [{ kid: 'k', publicKey: (await generateSealingKeyPair()).publicKey }];
  const keyset: Keyset = {
    format: 'borne/keyset/v1',
    tenant: 'pantin',
    edition: 1,
    hub: key,
    feed: key,
    services: {},
    partners: [],
  };
  const signed = await signKeyset(keyset, root.privateKey);
  expect(await readKeyset(signed, 'pantin', root.publicKey)).toEqual({ ok: true, value: keyset });
  const untrusted = { ok: false, reason: 'untrusted-keys' };
  expect(await readKeyset(signed, 'paris', root.publicKey)).toEqual(untrusted);
  expect(await readKeyset(signed, 'pantin', other.publicKey)).toEqual(untrusted);
  const changed = { ...signed, text: signed.text.replace('"edition":1', '"edition":2') };
  expect(await readKeyset(changed, 'pantin', root.publicKey)).toEqual(untrusted);
});
