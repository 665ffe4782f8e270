import { isOutage, type Database } from '../database/index.ts';
import { startRepeating, type Repeating } from '../repeating.ts';
import { sequence, tenantsWaiting } from './sequence.ts';

const POLL_MS = 50;
const AFTER_FAILURE_MS = 1_000;

/** Places waiting lines again and again until stopped; a database that is away is tried once a second. */
export function startSequencer(database: Database, onFailure: (error: unknown) => void): Repeating {
  return startRepeating(0, async (isStopped) => {
    try {
      for (const tenant of await tenantsWaiting(database)) await sequence(database, tenant);
      return POLL_MS;
    } catch (error) {
      if (!isOutage(error) && !isStopped()) onFailure(error);
      return AFTER_FAILURE_MS;
    }
  });
}
