import { combine } from 'shamir-secret-sharing';
import { expect, test } from 'vitest';
import { joinTallyKey, shareTallyKey } from '../../city/hub/index.ts';
import { readShare } from '../../city/hub/keys/tally.ts';
import { open, seal, utf8 } from '../../shared/sealing/index.ts';

const CONTEXT = { purpose: 'borne/v1/ballot', header: 'ballot' };

const share = () => shareTallyKey('pantin', 'budget-2027');

function at(shares: readonly string[], ...places: number[]): string[] {
  return places.map((place) => shares[place] ?? '');
}

test.each([
  [0, 1],
  [1, 0],
  [0, 2],
  [1, 2],
  [0, 1, 2],
])('parts %s and %s open what was sealed to the ballot', async (...places) => {
  const { publicKey, shares } = await share();
  const sealed = await seal(publicKey, CONTEXT, utf8('projet 3'));
  const joined = await joinTallyKey(at(shares, ...places.filter((place) => place !== undefined)));
  if (!joined.ok) throw new Error(joined.reason);
  expect(joined.value).toMatchObject({ tenant: 'pantin', ballot: 'budget-2027', keyPair: { publicKey } });
  expect((await open(joined.value.keyPair.privateKey, CONTEXT, sealed)).ok).toBe(true);
});

test('one part alone is refused, and fits every secret alike: it tells nothing', async () => {
  const { shares } = await share();
  expect(await joinTallyKey(at(shares, 0))).toEqual({ ok: false, reason: 'too-few' });
  const secret = readShare(shares[0] ?? '')?.secret ?? new Uint8Array();
  const place = secret.at(-1) === 7 ? 8 : 7;
  // With each second part that there could be, byte by byte: every secret comes out once.
  const seen = Array.from({ length: 32 }, () => new Set<number>());
  for (let value = 0; value < 256; value += 1) {
    const second = new Uint8Array(33).fill(value, 0, 32);
    second[32] = place;
    const joined = await combine([secret, second]);
    for (const [byte, values] of seen.entries()) values.add(joined[byte] ?? -1);
  }
  expect(seen.every((values) => values.size === 256)).toBe(true);
});

test('no part holds the key, whole or in a piece', async () => {
  const { shares } = await share();
  const joined = await joinTallyKey(at(shares, 0, 1));
  if (!joined.ok) throw new Error(joined.reason);
  for (const text of shares) expect(text).not.toContain(joined.value.keyPair.privateKey);
});

test('a part is plain text that a person can type in, in small letters and other spaces too', async () => {
  const { shares } = await share();
  const [first = '', second = ''] = shares;
  expect(first).toMatch(/^[\x20-\x7e\n]+$/);
  expect(first.split('\n').every((line) => line.length <= 60)).toBe(true);
  const typed = first.replace(/(?<=--- part\n)[\s\S]*(?=\n--- fin)/, (signs) =>
    signs.toLowerCase().replaceAll(' ', '   '),
  );
  expect((await joinTallyKey([typed, second])).ok).toBe(true);
});

test('every single mistyped sign is noticed', async () => {
  const { shares } = await share();
  const [first = '', second = ''] = shares;
  const start = first.indexOf('--- part\n') + '--- part\n'.length;
  const end = first.indexOf('\n--- fin');
  let tried = 0;
  for (let place = start; place < end; place += 1) {
    const sign = first[place] ?? '';
    if (!/[0-9A-Z]/.test(sign)) continue;
    const other = sign === '7' ? '8' : '7';
    const wrong = first.slice(0, place) + other + first.slice(place + 1);
    // The last sign has a bit that says nothing.
    const joined = await joinTallyKey([wrong, second]);
    expect(joined.ok ? readShare(wrong)?.secret : joined.reason).toEqual(
      joined.ok ? readShare(first)?.secret : 'unreadable',
    );
    tried += joined.ok ? 0 : 1;
  }
  expect(tried).toBeGreaterThan(55);
});

test.each([
  ['unreadable', 'a shopping list'],
  ['unreadable', ''],
])('%s: not a part', async (reason, text) => {
  const { shares } = await share();
  expect(await joinTallyKey([text, shares[0] ?? ''])).toEqual({ ok: false, reason });
});

test('parts of two ballots, the same part twice and a part under another name are told apart', async () => {
  const [one, other] = [await share(), await share()];
  expect(await joinTallyKey([one.shares[0] ?? '', other.shares[1] ?? ''])).toEqual({
    ok: false,
    reason: 'of-another-ballot',
  });
  expect(await joinTallyKey(at(one.shares, 0, 0))).toEqual({ ok: false, reason: 'same-part' });
  const renamed = (one.shares[0] ?? '').replace('budget-2027', 'budget-2028');
  expect(await joinTallyKey([renamed, one.shares[1] ?? ''])).toEqual({ ok: false, reason: 'unreadable' });
});
