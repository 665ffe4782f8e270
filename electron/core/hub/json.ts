import { fromUtf8 } from '../../../shared/sealing/index.ts';

/** The value, or undefined for bytes that are not JSON in UTF-8: every reader has a schema that refuses undefined. */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
