import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sha256Name } from './sha256.ts';

const FOLDER = 'attachments';
/** Not committed yet: nothing was promised of it. */
const PENDING = '.pending';

/**
 * What visitors attached, sealed: files named by their content, beside `precious.db`, which says which of them count. A
 * file is flushed before the commit that names it, so that a row never names what a power cut took.
 */
export class AttachmentFiles {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, FOLDER);
  }

  /** Writes and flushes a file under its pending name, unless it is here. @throws when there is no room; nothing stays */
  write(sha256: string, content: Uint8Array): void {
    if (this.#find(sha256) !== undefined) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const file = this.#pending(sha256);
    try {
      writeFileSync(file, content, { flush: true, mode: 0o600 });
      this.#flushFolder();
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  }

  /** Once a commit names it. Not flushed: a pending one that is named is found as well. */
  finish(sha256: string): void {
    if (existsSync(this.#pending(sha256))) renameSync(this.#pending(sha256), this.#whole(sha256));
  }

  /** Names of those of which no commit may know. */
  pending(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(PENDING))
      .map((name) => name.slice(0, -PENDING.length));
  }

  /** A piece of one; undefined when the disk does not have all of it. */
  read(sha256: string, start: number, bytes: number): Uint8Array | undefined {
    const file = this.#find(sha256);
    if (file === undefined) return undefined;
    try {
      const handle = openSync(file, 'r');
      try {
        const piece = new Uint8Array(bytes);
        return readSync(handle, piece, 0, bytes, start) === bytes ? piece : undefined;
      } finally {
        closeSync(handle);
      }
    } catch {
      return undefined;
    }
  }

  /** Whether it is here and still what its name says. */
  isSound(sha256: string): boolean {
    const file = this.#find(sha256);
    try {
      return file !== undefined && sha256Name(readFileSync(file)) === sha256;
    } catch {
      return false;
    }
  }

  remove(sha256: string): void {
    rmSync(this.#pending(sha256), { force: true });
    rmSync(this.#whole(sha256), { force: true });
  }

  #find(sha256: string): string | undefined {
    return [this.#whole(sha256), this.#pending(sha256)].find((file) => existsSync(file));
  }

  #whole(sha256: string): string {
    return join(this.#folder, sha256);
  }

  #pending(sha256: string): string {
    return `${this.#whole(sha256)}${PENDING}`;
  }

  /** Names are flushed with their folder; Windows has no such thing and does it by itself. */
  #flushFolder(): void {
    if (process.platform === 'win32') return;
    const handle = openSync(this.#folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
}
