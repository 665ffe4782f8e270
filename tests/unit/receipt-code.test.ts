import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CODE_SIGNS,
  generateReceiptCode,
  groupReceiptCode,
  parseReceiptCode,
} from '../../shared/sealing/index.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('a generated code is accepted as it is, and in the ways people write it', () => {
  for (let i = 0; i < 200; i += 1) {
    const code = generateReceiptCode();
    expect(code).toHaveLength(CODE_SIGNS);
    expect(parseReceiptCode(code)).toEqual({ ok: true, value: code });
    expect(parseReceiptCode(groupReceiptCode(code).join(' ').toLowerCase())).toEqual({
      ok: true,
      value: code,
    });
    expect(parseReceiptCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual({
      ok: true,
      value: code,
    });
  }
});

test('every single wrong sign is caught', () => {
  const code = generateReceiptCode();
  for (let place = 0; place < CODE_SIGNS; place += 1) {
    for (const sign of ALPHABET) {
      if (sign === code[place]) continue;
      const wrong = code.slice(0, place) + sign + code.slice(place + 1);
      expect(parseReceiptCode(wrong)).toEqual({ ok: false, reason: 'mistyped' });
    }
  }
});

test('every swap of two different signs is caught, neighbours or not', () => {
  for (let round = 0; round < 20; round += 1) {
    const signs = [...generateReceiptCode()];
    for (let a = 0; a < CODE_SIGNS; a += 1) {
      for (let b = a + 1; b < CODE_SIGNS; b += 1) {
        if (signs[a] === signs[b]) continue;
        const swapped = signs.with(a, signs[b] ?? '').with(b, signs[a] ?? '');
        expect(parseReceiptCode(swapped.join(''))).toEqual({ ok: false, reason: 'mistyped' });
      }
    }
  }
});

test('whatever is typed gets an answer, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const parsed = parseReceiptCode(typed);
      return parsed.ok ? parsed.value.length === CODE_SIGNS : parsed.reason === 'mistyped';
    }),
  );
});
