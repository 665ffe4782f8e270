import { createHash } from 'node:crypto';

export function sha256(data: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}

/** SHA-256 as base64url, as everything on the wire is named. */
export function sha256Name(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64url');
}
