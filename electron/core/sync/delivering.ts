import { type HubClient } from '../hub/index.ts';
import { type DeviceKey, isEnrolled } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { type Site } from '../store/index.ts';
import { waitAfter, waitAfterProgress } from './backoff.ts';
import { type Courier } from './courier.ts';
import { type ItemsFirst } from './items-first.ts';
import { type Rounds, startRounds } from './rounds.ts';
import { type Settler } from './settler.ts';

export interface DeliveringMeans {
  hub: HubClient;
  key: DeviceKey;
  site: Site;
  courier: Courier;
  settler: Settler;
  itemsFirst: ItemsFirst;
  log: Log;
  /** Told after each round. */
  onRoundDone: () => void;
  onDamage: () => void;
}

export interface Delivering {
  /** Delivers to these tenants from now on, and to no others; to new ones after a first rest. */
  serve(tenants: readonly string[], firstAfterMilliseconds?: number): void;
  /** Something waits for this tenant, or its hub is back; without a name, for all of them. */
  soon(tenant?: string): void;
  stop(): Promise<void>;
}

const DEADLINE_MILLISECONDS = 15 * 60_000;
const NOTHING_TO_DELIVER_MILLISECONDS = 60_000;

/** What was put off together is tried together. */
const LEAST_BETWEEN_ROUNDS_MILLISECONDS = 1_000;

/** Rounds for each tenant, so that a hub that is slow or away delays nothing that is meant for another. */
export function startDelivering(means: DeliveringMeans): Delivering {
  const doors = new Map<string, Rounds>();
  let ending: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  function keepOnly(tenants: readonly string[]): void {
    for (const [tenant, rounds] of doors) {
      if (tenants.includes(tenant)) continue;
      doors.delete(tenant);
      ending = Promise.all([ending, rounds.stop()]);
    }
  }

  return {
    serve(tenants, firstAfterMilliseconds = 0) {
      // Whoever follows may come here once more while all is stopped.
      if (isStopped) return;
      keepOnly(tenants);
      for (const tenant of tenants) {
        if (doors.has(tenant)) continue;
        const deliver = roundFor(means, tenant);
        const rounds = startRounds({
          async round(signal) {
            const rest = await means.itemsFirst.take(tenant, () => deliver(signal));
            means.onRoundDone();
            return rest;
          },
          firstAfterMilliseconds,
          deadlineMilliseconds: DEADLINE_MILLISECONDS,
          onDamage: means.onDamage,
          log: means.log,
        });
        doors.set(tenant, rounds);
      }
    },
    soon(tenant) {
      if (tenant !== undefined && doors.has(tenant)) doors.get(tenant)?.wake();
      // A former partner's items go elsewhere.
      else for (const rounds of doors.values()) rounds.wake();
    },
    async stop() {
      isStopped = true;
      keepOnly([]);
      await ending;
    },
  };
}

function roundFor(means: DeliveringMeans, door: string): (signal: AbortSignal) => Promise<number> {
  const { hub, key, site, courier, settler, log } = means;
  let failures = 0;
  let nextTryAt = 0;

  /** A try before its time, as for a visitor, shows nothing that lengthens the wait. */
  function waitAgain(hasProgress: boolean): void {
    const isEarly = performance.now() < nextTryAt;
    if (hasProgress) failures = 1;
    else if (!isEarly) failures += 1;
    if (hasProgress) nextTryAt = performance.now() + waitAfterProgress();
    else if (!isEarly) nextTryAt = performance.now() + waitAfter(failures);
  }

  return async (signal) => {
    if (!isEnrolled(site, key)) return NOTHING_TO_DELIVER_MILLISECONDS;
    // Each visitor's item wakes this round, and a hub that asked to be left alone must be, whoever comes: the next round
    // is then when the rest ends.
    const rest = hub.restMilliseconds(door, 'up');
    if (rest > 0) return rest;
    const { requests, failure } = await courier.deliverTo(door, signal);
    if (failure !== undefined) {
      waitAgain(requests > 0);
      log.write('delivery-failed', { tenant: door, reason: failure });
      return Math.max(nextTryAt - performance.now(), hub.restMilliseconds(door, 'up'));
    }
    failures = 0;
    nextTryAt = 0;
    if ((await settler.settle(signal, [door])) > 0) return 0;
    const due = courier.nextDue(door) ?? NOTHING_TO_DELIVER_MILLISECONDS;
    return Math.max(due, LEAST_BETWEEN_ROUNDS_MILLISECONDS);
  };
}
