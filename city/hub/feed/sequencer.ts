import { isOutage, type Database } from '../database/index.ts';
import { sequence, tenantsWaiting } from './sequence.ts';

const POLL_MS = 50;
const AFTER_FAILURE_MS = 1_000;

export interface Sequencer {
  stop(): Promise<void>;
}

/** Places waiting lines again and again until stopped; a database that is away is tried once a second. */
export function startSequencer(database: Database, onFailure: (error: unknown) => void): Sequencer {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();

  function next(delay: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      round = look();
    }, delay);
  }

  async function look(): Promise<void> {
    try {
      for (const tenant of await tenantsWaiting(database)) await sequence(database, tenant);
      next(POLL_MS);
    } catch (error) {
      if (!isOutage(error) && !stopped) onFailure(error);
      next(AFTER_FAILURE_MS);
    }
  }

  next(0);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
