/** Work that is done again and again beside the requests. */
export interface Repeating {
  /** Lets the round under way come to its end. */
  stop(): Promise<void>;
}

/** @param round gives the milliseconds to rest before the next; it can ask whether it was stopped meanwhile */
export function startRepeating(
  firstAfterMs: number,
  round: (isStopped: () => boolean) => Promise<number>,
): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  function next(delay: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run();
    }, delay);
  }

  async function run(): Promise<void> {
    next(await round(() => stopped));
  }

  next(firstAfterMs);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
