import { beforeAll, expect, test } from 'vitest';
import { openNatively, sealNatively } from '../../city/hub/hpke.ts';
import {
  generateSealingKeyPair,
  open,
  seal,
  type SealingKeyPair,
  toBase64,
  utf8,
} from '../../shared/sealing/index.ts';

const CONTEXT = { purpose: 'borne/v1/facts', header: '{"tenant":"pantin"}' };
const CONTENT = utf8('Une fontaine, s’il vous plaît – نافورة');

let pair: SealingKeyPair & { kid: string };

beforeAll(async () => {
  pair = { kid: 'h1', ...(await generateSealingKeyPair()) };
});

test('what a page sealed opens on the hub, letter for letter', async () => {
  const sealed = await seal(pair.publicKey, CONTEXT, CONTENT);
  expect(openNatively(pair, CONTEXT, sealed)).toEqual({ ok: true, value: Buffer.from(CONTENT) });
});

test('what the hub sealed opens in a page, letter for letter, and is as long as what a page seals', async () => {
  const sealed = sealNatively(pair.publicKey, CONTEXT, CONTENT);
  expect(await open(pair.privateKey, CONTEXT, sealed)).toEqual({ ok: true, value: CONTENT });
  expect(sealed.length).toBe((await seal(pair.publicKey, CONTEXT, CONTENT)).length);
  expect(sealNatively(pair.publicKey, CONTEXT, CONTENT)).not.toBe(sealed);
});

test('another key, header or purpose, a changed byte and another spelling do not open', async () => {
  const sealed = await seal(pair.publicKey, CONTEXT, CONTENT);
  const other = { kid: 'h1', ...(await generateSealingKeyPair()) };
  const changed = Array.from({ length: 40 }, (_, at) => {
    const bytes = Buffer.from(sealed, 'base64url');
    const place = Math.floor((at * (bytes.length - 1)) / 39);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes.toString('base64url');
  });
  for (const opened of [
    openNatively(other, CONTEXT, sealed),
    openNatively(pair, { ...CONTEXT, header: '{}' }, sealed),
    openNatively(pair, { ...CONTEXT, purpose: 'borne/v1/words' }, sealed),
    ...changed.map((text) => openNatively(pair, CONTEXT, text)),
    ...['', 'AAAA', sealed.slice(0, 60), `${sealed}=`, ` ${sealed}`].map((text) =>
      openNatively(pair, CONTEXT, text),
    ),
  ])
    expect(opened).toEqual({ ok: false, reason: 'cannot-open' });
});

test.each([
  ['no key', 'not a key'],
  ['a short one', toBase64(new Uint8Array(31).fill(9))],
  ['a long one', toBase64(new Uint8Array(33).fill(9))],
  ['one that every secret makes the same of', toBase64(new Uint8Array(32))],
  ['another spelling of one', `${toBase64(new Uint8Array(32).fill(9))}=`],
])('nothing is sealed to %s', (_, publicKey) => {
  expect(() => sealNatively(publicKey, CONTEXT, CONTENT)).toThrow();
});
