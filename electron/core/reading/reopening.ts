import { fileIdentity } from '../store/index.ts';

/** A file that another process makes, replaces and writes: opened when it is there, opened again when it is another. */
export class Reopening<T extends { close(): void }> {
  readonly #file: string;
  readonly #open: () => T;
  #current: { identity: string; value: T } | undefined;

  /** @param open throws while the file is not there, or not in a form that can be read */
  constructor(file: string, open: () => T) {
    this.#file = file;
    this.#open = open;
  }

  /** Undefined while there is nothing to read. */
  get(): T | undefined {
    const identity = fileIdentity(this.#file);
    if (this.#current && this.#current.identity === identity) return this.#current.value;
    this.close();
    if (identity === undefined) return undefined;
    try {
      this.#current = { identity, value: this.#open() };
    } catch {
      return undefined;
    }
    return this.#current.value;
  }

  close(): void {
    this.#current?.value.close();
    this.#current = undefined;
  }
}
