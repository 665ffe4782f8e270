import { hash } from 'node:crypto';

// As city/hub/sha256.ts: shared has none of Node's modules, and plain JavaScript takes five times as long.

/** At once and without an object for each: fifty thousand records are hashed twice in a first sync. */
export function sha256(data: string | Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer');
}

/** SHA-256 as base64url, as everything on the wire is named. */
export function sha256Name(data: string | Uint8Array): string {
  return hash('sha256', data, 'base64url');
}
