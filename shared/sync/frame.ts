import { z } from 'zod';
import { fromUtf8, utf8 } from '../sealing/index.ts';
import { recordKeySchema } from './record.ts';

/*
 * A line that says what it is, then the body's exact bytes. The body is never made a string inside a string: hashing and
 * storing it need the bytes as they are, and quoting them twice costs a third of a first sync.
 */

const NEW_LINE = 0x0a;

/** A body larger than this is not one of ours: films are at most 1 MB, in base64, with room for their record. */
export const LARGEST_BODY_BYTES = 4_000_000;

const LONGEST_LINE_BYTES = 2_000;

const positionSchema = z.number().int().nonnegative();

/** The line before a body. A delete has no body. */
const changeLineSchema = recordKeySchema.extend({
  position: positionSchema,
  version: z.number().int().positive(),
  op: z.enum(['put', 'delete']),
  bytes: z.number().int().nonnegative().max(LARGEST_BODY_BYTES),
});

/** One change of a record, as it travels by network and by stick. */
export interface Change {
  position: number;
  collection: string;
  id: string;
  version: number;
  op: 'put' | 'delete';
  /** The record's text as bytes of UTF-8, letter for letter; null for a delete. */
  body: Uint8Array | null;
}

/** The bytes of one change: its line, its body, and a new line. */
export function changeFrame(change: Change): Uint8Array {
  const { body, ...rest } = change;
  const line = utf8(`${JSON.stringify({ ...rest, bytes: body?.byteLength ?? 0 })}\n`);
  const frame = new Uint8Array(line.byteLength + (body?.byteLength ?? 0) + 1);
  frame.set(line);
  if (body) frame.set(body, line.byteLength);
  frame[frame.byteLength - 1] = NEW_LINE;
  return frame;
}

/** Reads frames one after the other; the bodies are views into `bytes`, not copies. */
export class FrameReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.byteLength;
  }

  /** The next line as JSON; undefined for what is not one. */
  line(): unknown {
    const end = this.#bytes.indexOf(NEW_LINE, this.#at);
    if (end === -1 || end - this.#at > LONGEST_LINE_BYTES) return undefined;
    const line = this.#bytes.subarray(this.#at, end);
    this.#at = end + 1;
    try {
      return JSON.parse(fromUtf8(line)) as unknown;
    } catch {
      return undefined;
    }
  }

  /** The next change; undefined when the bytes are cut off or are no change. */
  change(): Change | undefined {
    const parsed = changeLineSchema.safeParse(this.line());
    if (!parsed.success) return undefined;
    const { bytes, ...change } = parsed.data;
    const end = this.#at + bytes;
    if (this.#bytes[end] !== NEW_LINE || (change.op === 'delete') !== (bytes === 0)) return undefined;
    const body = change.op === 'put' ? this.#bytes.subarray(this.#at, end) : null;
    this.#at = end + 1;
    return { ...change, body };
  }
}
