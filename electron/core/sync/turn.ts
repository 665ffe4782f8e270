/**
 * Content has one writer at a time: a checkpoint is one transaction of the one connection, with pauses in which another
 * would write into it. Who stands before the kiosk with a stick goes first: what comes by the network is told to stop, and
 * goes on another time where it stopped.
 */
export class ContentTurn {
  #last: Promise<unknown> = Promise.resolve();
  #network: AbortController | undefined;

  ofNetwork<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#afterLast(async () => {
      const giveWay = new AbortController();
      this.#network = giveWay;
      return work(AbortSignal.any([signal, giveWay.signal]));
    });
  }

  ofStick<T>(work: () => Promise<T>): Promise<T> {
    this.#network?.abort();
    return this.#afterLast(work);
  }

  #afterLast<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
