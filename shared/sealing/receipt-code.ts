import { err, ok, type Result } from '../result/index.ts';
import { randomBytes } from './bytes.ts';

/** Crockford's alphabet: no I, L, O or U, which are read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_SIGNS = 11;
export const CODE_SIGNS = RANDOM_SIGNS + 1;
const GROUP = 4;

/** x⁵ + x² + 1, primitive over GF(2): multiplying by x walks through all 31 non-zero elements. */
const FIELD_POLYNOMIAL = 0b100101;
const FIELD_OVERFLOW = 0b100000;

/** A receipt code without spaces: 11 random signs (55 bits) and one check sign. */
export function generateReceiptCode(): string {
  const values = Array.from(randomBytes(RANDOM_SIGNS), (byte) => byte % ALPHABET.length);
  return [...values, checkValue(values)].map((value) => ALPHABET[value]).join('');
}

/**
 * The code as it was meant, from what somebody typed or read aloud: lower case, spaces and hyphens are forgiven, and
 * I, L, O are taken for 1, 1, 0. `mistyped`: the length or the check sign is wrong, which catches every single wrong
 * sign and every swap of two signs.
 */
export function parseReceiptCode(typed: string): Result<string, 'mistyped'> {
  const signs = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  const values = Array.from(signs, (sign) => ALPHABET.indexOf(sign));
  if (values.length !== CODE_SIGNS || values.includes(-1)) return err('mistyped');
  return checkValue(values.slice(0, RANDOM_SIGNS)) === values.at(-1) ? ok(signs) : err('mistyped');
}

/** Three groups of four, to be read and copied by people. */
export function groupReceiptCode(code: string): string[] {
  return [0, GROUP, 2 * GROUP].map((start) => code.slice(start, start + GROUP));
}

/** Every sign is weighted by another power of x, so that no single error and no swap leaves the sum unchanged. */
function checkValue(values: number[]): number {
  return values.reduce((sum, value) => timesX(sum ^ value), 0);
}

function timesX(element: number): number {
  const shifted = element << 1;
  return shifted & FIELD_OVERFLOW ? shifted ^ FIELD_POLYNOMIAL : shifted;
}
