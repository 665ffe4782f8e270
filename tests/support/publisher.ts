import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, isOutage, type Database } from '../../city/hub/database/index.ts';
import { deleteRecord, putRecord } from '../../city/hub/feed/index.ts';
import { type Chance } from './chance.ts';
import { eventually } from './eventually.ts';

/** A collection that no kiosk knows yet: it keeps such records and shows nothing of them. */
const COLLECTION = 'notice';
const DELETED = 0.15;
const AFTER_OUTAGE_MS = 200;
const PLACED_WITHIN_MS = 60_000;

export interface PublishingOptions {
  database: Database;
  tenant: string;
  chance: Chance;
  /** How many records there are to change. */
  records: number;
  bodyLetters: number;
  /** Changes in one transaction, at most. */
  together: number;
}

/** Publishes each of the records once, and waits until the hub has given them their places. */
export async function publishAll(options: PublishingOptions): Promise<void> {
  const ids = Array.from({ length: options.records }, (_, number) => idOf(number));
  for (let start = 0; start < ids.length; start += options.together) {
    await publishTogether(options, ids.slice(start, start + options.together), 0);
  }
  await whenPlaced(options.database);
}

/** Waits until all that was committed has its place in the feed. */
export async function whenPlaced(database: Database): Promise<void> {
  await eventually(async () => {
    const { rowCount } = await database.query('select 1 from feed where position is null limit 1');
    if (rowCount !== 0) throw new Error('what was published has no place in the feed yet');
  }, PLACED_WITHIN_MS);
}

/** Publishes so many changes of random records: new bodies, some deletes, and what was deleted comes back. */
export async function publishChanges(options: PublishingOptions, changes: number): Promise<void> {
  for (let published = 0; published < changes;) {
    const ids = someIds(options, Math.min(options.together, changes - published));
    await publishTogether(options, ids, DELETED);
    published += ids.length;
  }
}

/** Publishes without end, and goes on after each outage of the database. */
export function startPublishing(options: PublishingOptions & { longestPauseMs: number }): {
  /** How many changes were acknowledged to the publisher. */
  stop(): Promise<number>;
} {
  const stopped = new AbortController();
  let published = 0;

  async function publish(): Promise<void> {
    const { chance, together, longestPauseMs } = options;
    while (!stopped.signal.aborted) {
      const ids = someIds(options, chance.between(1, together));
      try {
        await publishTogether(options, ids, DELETED);
        published += ids.length;
        await sleep(chance.between(0, longestPauseMs));
      } catch (error) {
        if (!isOutage(error)) throw error;
        await sleep(AFTER_OUTAGE_MS);
      }
    }
  }

  const publishing = publish();
  return {
    async stop() {
      stopped.abort();
      await publishing;
      return published;
    },
  };
}

function someIds({ chance, records }: PublishingOptions, count: number): string[] {
  const drawn = Array.from({ length: count }, () => idOf(chance.between(0, records - 1)));
  // Always in the same order, so that two publishers never wait for each other across.
  return [...new Set(drawn)].toSorted();
}

async function publishTogether(options: PublishingOptions, ids: string[], deleted: number): Promise<void> {
  const { database, tenant, chance, bodyLetters } = options;
  await inTransaction(database, async (connection) => {
    for (const id of ids) {
      const key = { tenant, scope: 'public' as const, collection: COLLECTION, id };
      if (chance.happens(deleted)) await deleteRecord(connection, key);
      else await putRecord(connection, key, JSON.stringify({ text: chance.letters(bodyLetters) }));
    }
  });
}

function idOf(number: number): string {
  return `notice-${number}`;
}
