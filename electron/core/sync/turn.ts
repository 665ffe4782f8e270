/** Whose work goes first: others ask, and wait for as long as it is under way. */
export class Turn {
  #running: Promise<unknown> = Promise.resolve();

  async take<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    this.#running = running.catch(() => undefined);
    return running;
  }

  /** Resolves when nothing is under way. */
  async free(): Promise<void> {
    await this.#running;
  }
}
