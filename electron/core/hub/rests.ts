/**
 * What a hub may ask to be left alone with, each by itself: a first fetch that has to queue must not hold up the few
 * bytes of a visitor, and the other way round; who brought too much of what is `attached` still has items to deliver.
 * `door`: enrolment and tokens, which all the others need.
 */
export type Way = 'up' | 'attached' | 'down' | 'live' | 'call' | 'door';

/** How long each tenant's hub asked to be left alone, by the clock that only goes forward. */
export class Rests {
  readonly #until = new Map<string, number>();

  ask(tenant: string, way: Way, seconds: number): void {
    this.#until.set(`${tenant} ${way}`, performance.now() + seconds * 1_000);
  }

  /** Milliseconds from now. */
  left(tenant: string, way: Way): number {
    return Math.max(0, (this.#until.get(`${tenant} ${way}`) ?? 0) - performance.now());
  }
}
