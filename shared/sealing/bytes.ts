import { base64urlnopad } from '@scure/base';

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** @throws when the bytes are not UTF-8 */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Base64url without padding: the one spelling of bytes in our texts. */
export function toBase64(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** @throws when the text is not base64url */
export function fromBase64(text: string): Bytes {
  return base64urlnopad.decode(text) as Bytes;
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** SHA-256 of a text's UTF-8 bytes, as base64url: the fingerprint that every party computes for itself. */
export async function fingerprint(text: string): Promise<string> {
  return toBase64(await sha256(utf8(text)));
}
