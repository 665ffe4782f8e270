import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Database } from '../../../city/hub/index.ts';
import { CITY } from '../../sync/city.ts';
import { type Hubs } from '../hubs.ts';
import { loadOf, type Waits } from '../load.ts';
import { deliver, type Sealed } from './submissions.ts';

const AT_ONCE = 16;
const AGAIN_AFTER_MS = 20;
/** What was delivered when the hub dies. */
const KILLED_AT = 1 / 3;

export interface KilledResult {
  delivered: number;
  /** Tries that met a dead hub, each repeated at the other one. */
  failedTries: number;
  /** Submissions that were promised and are not there, or are there twice. */
  wrong: number;
  milliseconds: Waits;
}

/**
 * One of two hubs is killed while kiosks deliver; who meets it goes to the other, as a proxy does that knows both. What
 * was on its way may have been kept or not: it is sent again.
 */
export async function measureKilled(hubs: Hubs, sealed: readonly Sealed[]): Promise<KilledResult> {
  const { database, urls } = hubs;
  const before = await count(database);
  let begun = 0;
  let failedTries = 0;
  let killing = Promise.resolve();
  const load = await loadOf(sealed, AT_ONCE, async (item) => {
    const number = (begun += 1);
    if (number === Math.ceil(sealed.length * KILLED_AT)) killing = hubs.killLast();
    for (let tries = number; ; tries += 1) {
      const isDelivered = await deliver(urls[tries % urls.length] ?? '', item).then(
        () => true,
        () => false,
      );
      if (isDelivered) return;
      failedTries += 1;
      await sleep(AGAIN_AFTER_MS);
    }
  });
  await killing;
  const kept = (await count(database)) - before;
  return {
    delivered: load.done,
    failedTries,
    wrong: Math.abs(sealed.length - kept),
    milliseconds: load.milliseconds,
  };
}

/** A submission has its one effect, the answer that it was received, or it is not counted. */
async function count(database: Database): Promise<number> {
  const { rows } = await database.query(
    `select count(*) as count from submission
     join sent_answer on sent_answer.tenant = submission.tenant and sent_answer.request = submission.id
     where submission.tenant = $1`,
    [CITY],
  );
  return z.object({ count: z.number() }).parse(rows[0]).count;
}
