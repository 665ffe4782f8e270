/** Items of a tenant go before what is attached to them: whoever carries attachments asks, and waits for as long. */
export class ItemsFirst {
  readonly #underWay = new Map<string, Promise<unknown>>();

  async take<T>(tenant: string, work: () => Promise<T>): Promise<T> {
    const running = work();
    this.#underWay.set(
      tenant,
      running.catch(() => undefined),
    );
    return running;
  }

  /** Resolves when no item of this tenant is under way. */
  async free(tenant: string): Promise<void> {
    await this.#underWay.get(tenant);
  }
}
