import {
  closeSync,
  openSync,
  writeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Segment } from '../../../shared/sync/index.ts';
import { sha256Name } from './sha256.ts';

const FOLDER = 'fetching';
const UNFINISHED = '.part';

export interface SegmentWriter {
  add(piece: Uint8Array): void;
  close(): void;
}

/**
 * The pieces of a snapshot that is being fetched: files named by their content, each whole or marked as unfinished, so
 * that a fetch that is cut anywhere goes on at the next byte. Disposable.
 */
export class SegmentFiles {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, FOLDER);
  }

  has(segment: Segment): boolean {
    return existsSync(this.#whole(segment));
  }

  /** How many bytes of an unfinished one are here. */
  bytesOf(segment: Segment): number {
    return statSync(this.#unfinished(segment), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Goes on with an unfinished one, or begins it anew. Each piece is with the system once `add` returns. */
  write(segment: Segment, isRest: boolean): SegmentWriter {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const handle = openSync(this.#unfinished(segment), isRest ? 'a' : 'w', 0o600);
    return { add: (piece) => void writeSync(handle, piece), close: () => closeSync(handle) };
  }

  /** Takes an unfinished one for whole when it is what its name says; false, and it is gone, when it is not. */
  finish(segment: Segment): boolean {
    const isWhole =
      this.bytesOf(segment) === segment.bytes &&
      sha256Name(readFileSync(this.#unfinished(segment))) === segment.sha256;
    if (isWhole) renameSync(this.#unfinished(segment), this.#whole(segment));
    else rmSync(this.#unfinished(segment), { force: true });
    return isWhole;
  }

  /** Its frames; undefined, and it is gone, when the disk has altered it or it unpacks to more than was signed. */
  read(segment: Segment): Uint8Array | undefined {
    try {
      const packed = readFileSync(this.#whole(segment));
      if (sha256Name(packed) === segment.sha256)
        return gunzipSync(packed, { maxOutputLength: segment.unpackedBytes });
    } catch {
      // Missing, or not what was packed: it is fetched again.
    }
    rmSync(this.#whole(segment), { force: true });
    return undefined;
  }

  /** Drops all others. */
  keepOnly(segments: readonly Segment[]): void {
    const kept = new Set(segments.flatMap(({ sha256 }) => [sha256, `${sha256}${UNFINISHED}`]));
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) if (!kept.has(name)) rmSync(join(this.#folder, name));
  }

  #whole(segment: Segment): string {
    return join(this.#folder, segment.sha256);
  }

  #unfinished(segment: Segment): string {
    return `${this.#whole(segment)}${UNFINISHED}`;
  }
}
