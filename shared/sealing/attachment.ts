import { z } from 'zod';
import { thirtyTwoBytesSchema } from '../model/bytes-name.ts';
import { err, ok, type Result } from '../result/index.ts';
import { type Bytes, fromBase64, randomBytes, sha256, toBase64, utf8 } from './bytes.ts';
import { padTo, unpad } from './padding.ts';

/*
 * A photo, a scan, a recorded voice. It travels beside the envelope, sealed with AES-256-GCM in chunks of 1 MiB under a
 * key that is drawn for it alone and stands among the sealed words. A chunk's nonce is its number and whether it is the
 * last, so that a chunk that is missing, moved or put in from elsewhere opens nothing (Rogaway's STREAM).
 */

const CIPHER = 'AES-GCM';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const CHUNK_BYTES = 1024 * 1024;
const PURPOSE = utf8('borne/v1/attachment');

/** Every sealed size is a multiple of it: what can be sent in one piece over the thinnest line. */
export const ATTACHMENT_STEP_BYTES = 64 * 1024;

/** A long scan or ten minutes of voice. The page, the core and the city each hold one whole in memory. */
export const LARGEST_ATTACHMENT_BYTES = 32 * CHUNK_BYTES;

/** A kiosk commits an item and all that is attached at once, while the visitor waits. */
const MOST_ATTACHMENTS = 8;
const MOST_BYTES_TOGETHER = 2 * LARGEST_ATTACHMENT_BYTES;

/** Sealed sizes in steps, never more than half as much again: a size tells no more than about how much it is. */
const SIZES = [1, 4, 16, 32, 64, 96, 128, 192, 256, 384, 512].map((steps) => steps * ATTACHMENT_STEP_BYTES);

/** Of an attachment as it travels, sealed. */
export const attachmentBytesSchema = z
  .number()
  .int()
  .positive()
  .max(LARGEST_ATTACHMENT_BYTES)
  .multipleOf(ATTACHMENT_STEP_BYTES);

const attachmentSchema = z.object({ sha256: thirtyTwoBytesSchema, bytes: attachmentBytesSchema });

/** What a clear header says of an attachment: its name, which is the SHA-256 of the sealed bytes, and how many there are. */
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentsSchema = z
  .array(attachmentSchema)
  .max(MOST_ATTACHMENTS)
  .refine((list) => new Set(list.map(({ sha256: name }) => name)).size === list.length, 'named twice')
  .refine((list) => list.reduce((sum, { bytes }) => sum + bytes, 0) <= MOST_BYTES_TOGETHER, 'too large');

export interface SealedAttachment extends Attachment {
  /** base64url, for the words and for nothing else */
  key: string;
  content: Bytes;
}

/** `too-large`: it does not fit into `LARGEST_ATTACHMENT_BYTES`. */
export async function sealAttachment(content: Uint8Array): Promise<Result<SealedAttachment, 'too-large'>> {
  const size = SIZES.find((each) => capacityOf(each) >= content.length + LENGTH_BYTES);
  if (size === undefined) return err('too-large');
  const key = randomBytes(KEY_BYTES);
  const padded = padTo(content, capacityOf(size));
  const sealed = new Uint8Array(size);
  const cipher = await importKey(key, 'encrypt');
  const step = CHUNK_BYTES - TAG_BYTES;
  for (let chunk = 0; chunk < chunksOf(size); chunk += 1) {
    const plain = padded.subarray(chunk * step, (chunk + 1) * step);
    const part = await crypto.subtle.encrypt(parametersOf(chunk, chunksOf(size)), cipher, plain);
    sealed.set(new Uint8Array(part), chunk * CHUNK_BYTES);
  }
  return ok({ key: toBase64(key), content: sealed, bytes: size, sha256: toBase64(await sha256(sealed)) });
}

/** `cannot-open`: another key, or not all of what was sealed, letter for letter and in its order. */
export async function openAttachment(
  key: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Result<Uint8Array, 'cannot-open'>> {
  try {
    const chunks = chunksOf(sealed.length);
    const cipher = await importKey(fromBase64(key), 'decrypt');
    const padded = new Uint8Array(capacityOf(sealed.length));
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const part = sealed.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
      const plain = await crypto.subtle.decrypt(parametersOf(chunk, chunks), cipher, part);
      padded.set(new Uint8Array(plain), chunk * (CHUNK_BYTES - TAG_BYTES));
    }
    return ok(unpad(padded));
  } catch {
    return err('cannot-open');
  }
}

function importKey(key: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, CIPHER, false, [use]);
}

/** A nonce never comes twice under one key: the key is for one attachment, and the nonce counts its chunks. */
function parametersOf(chunk: number, chunks: number): AesGcmParams {
  const iv = new Uint8Array(NONCE_BYTES);
  const view = new DataView(iv.buffer);
  view.setUint32(NONCE_BYTES - 5, chunk);
  view.setUint8(NONCE_BYTES - 1, chunk === chunks - 1 ? 1 : 0);
  return { name: CIPHER, iv, additionalData: PURPOSE };
}

function chunksOf(sealedBytes: number): number {
  return Math.ceil(sealedBytes / CHUNK_BYTES);
}

/** How many bytes a sealed size holds. */
function capacityOf(sealedBytes: number): number {
  return sealedBytes - chunksOf(sealedBytes) * TAG_BYTES;
}
