import { fromUtf8 } from '../../../shared/sealing/index.ts';

/** The value, or undefined for what is not JSON: every reader has a schema that refuses undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The same of bytes; what is not UTF-8 is not JSON. */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
