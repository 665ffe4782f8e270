/** What a visit remembers while screens come and go: drafts, pages of lists. It ends with the page. */
export class Kept {
  readonly #values = new Map<string, unknown>();
  readonly #listeners = new Set<() => void>();

  get(key: string): unknown {
    return this.#values.get(key);
  }

  set(key: string, value: unknown): void {
    this.#values.set(key, value);
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
