import { type Bytes } from './bytes.ts';

const KIB = 1024;
const STEPS = [1 * KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB];
const LARGEST_STEP = 256 * KIB;
const LENGTH_BYTES = 4;

/** HPKE does not hide length, and a length can tell which choice was made: content is padded to 1/4/16/64/256 KiB, then multiples. */
export function pad(content: Uint8Array): Bytes {
  const needed = LENGTH_BYTES + content.length;
  return padTo(
    content,
    STEPS.find((step) => step >= needed) ?? Math.ceil(needed / LARGEST_STEP) * LARGEST_STEP,
  );
}

/** Content of at most `size` less 4 bytes, made `size` bytes long. */
export function padTo(content: Uint8Array, size: number): Bytes {
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, LENGTH_BYTES);
  return padded;
}

/** @throws when the declared length does not fit */
export function unpad(padded: Uint8Array): Uint8Array {
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - LENGTH_BYTES) throw new Error('padding declares more content than there is');
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}
