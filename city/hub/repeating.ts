import { isOutage } from './database/index.ts';

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

/**
 * The same for work that nobody waits for, about every so many milliseconds: hubs that were started together drift apart,
 * and a database that is away is tried again the next time.
 */
export function startChore(
  everyMs: number,
  work: () => Promise<unknown>,
  onFailure: (error: unknown) => void,
): Repeating {
  const pause = () => everyMs * (0.5 + Math.random());
  return startRepeating(pause(), async (isStopped) => {
    try {
      await work();
    } catch (error) {
      if (!isOutage(error) && !isStopped()) onFailure(error);
    }
    return pause();
  });
}
