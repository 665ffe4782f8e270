import fc from 'fast-check';

/*
 * What may happen to one request between a kiosk and its hub. Nothing here knows the frames of the wire: bytes are cut,
 * flipped, repeated or exchanged, whatever they mean.
 */

export interface Fault {
  kind: (typeof FAULTS)[number];
  /** Where in the bytes, or which earlier answer: 0 to 1. */
  at: number;
}

const FAULTS = [
  'drop-request',
  'drop-answer',
  'duplicate',
  'late',
  'cut-answer',
  'half-answer',
  'half-request',
  'stale',
  'other-answer',
  'flip-answer',
  'flip-request',
  'altered-record',
  'busy',
  'portal',
  'gone',
] as const;

/** Faults that alter what a kiosk sends: the hub keeps what arrives for people, and the kiosk says so. */
export const ALTERS_REQUEST: readonly Fault['kind'][] = ['flip-request', 'half-request'];

/** 0 to 1, evenly. */
export const somewhere = fc.nat({ max: 999 }).map((thousandths) => thousandths / 1_000);

export const faultArbitrary = (kinds: readonly Fault['kind'][] = FAULTS): fc.Arbitrary<Fault> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.nat({ max: 999 }).map((thousandths) => thousandths / 1_000),
  });

export function flipped(bytes: Buffer, at: number): Buffer {
  if (bytes.length === 0) return bytes;
  const changed = Buffer.from(bytes);
  const position = Math.floor(at * bytes.length);
  const bit = 1 << (Math.floor(at * bytes.length * 8) % 7);
  changed[position] = (changed[position] ?? 0) ^ bit;
  return changed;
}

export function firstPart(bytes: Buffer, at: number): Buffer {
  return bytes.subarray(0, Math.floor(at * bytes.length));
}

/** Says something else in a record, at the same length: `value-` and what follows is in every body of the simulator. */
export function withAlteredRecord(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return Buffer.from(text.replace(/value-\d/, 'value-X'), 'latin1');
}
