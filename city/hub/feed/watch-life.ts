import type { Database } from '../database/index.ts';
import { startChore, type Repeating } from '../repeating.ts';
import { noteLife } from './life.ts';

/** Before jitter. Meanwhile kiosks find by their sums what a standby lacks. */
const EVERY_MS = 60_000;

/** A standby may take over while a hub runs: it is looked again and again whether this is still the same server. */
export function startWatchingLife(
  database: Database,
  onNewLife: () => void,
  onFailure: (error: unknown) => void,
  everyMs = EVERY_MS,
): Repeating {
  async function look(): Promise<void> {
    if (await noteLife(database, false)) onNewLife();
  }
  return startChore(everyMs, look, onFailure);
}
