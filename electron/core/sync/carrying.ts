import { type HubClient } from '../hub/index.ts';
import { type DeviceKey, isEnrolled, type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { type Precious } from '../store/index.ts';
import { waitAfter } from './backoff.ts';
import { Carrier } from './carrier.ts';
import { type ItemsFirst } from './items-first.ts';
import { startRounds } from './rounds.ts';

export interface CarryingMeans {
  hub: HubClient;
  key: DeviceKey;
  keyring: Keyring;
  precious: Precious;
  log: Log;
  itemsFirst: ItemsFirst;
  firstAfterMilliseconds: number;
  onDamage: () => void;
}

export interface Carrying {
  /** Items were delivered: what is attached to them may go now, if there is anything. */
  carrySoon(): void;
  stop(): Promise<void>;
}

/** The largest attachment over a line of 10 KiB/s takes an hour; what came over stays, so that a cut costs little. */
const DEADLINE_MILLISECONDS = 60 * 60_000;
const NOTHING_TO_CARRY_MILLISECONDS = 60_000;

/** Rounds of their own for what is attached, so that it never holds up an item. */
export function startCarrying(means: CarryingMeans): Carrying {
  const { precious, firstAfterMilliseconds, onDamage, log } = means;
  const rounds = startRounds({
    round: carryingRound(means),
    firstAfterMilliseconds,
    deadlineMilliseconds: DEADLINE_MILLISECONDS,
    onDamage,
    log,
  });
  return {
    carrySoon() {
      if (precious.attachments.waiting(1).length > 0) rounds.wake();
    },
    stop: () => rounds.stop(),
  };
}

function carryingRound(means: CarryingMeans): (signal: AbortSignal) => Promise<number> {
  const { hub, key, keyring, precious, log, itemsFirst } = means;
  const { attachments, site } = precious;
  const carrier = new Carrier({ hub, attachments, log, itemsFirst: (tenant) => itemsFirst.free(tenant) });
  const rest = () =>
    Math.max(0, ...keyring.tenants().map((tenant) => hub.restMilliseconds(tenant, 'attached')));
  let failures = 0;

  return async (signal) => {
    if (!isEnrolled(site, key)) return NOTHING_TO_CARRY_MILLISECONDS;
    if (rest() > 0) return rest();
    const carried = await carrier.carry(signal);
    if (carried.ok) {
      failures = 0;
      return carrier.nextDue() ?? NOTHING_TO_CARRY_MILLISECONDS;
    }
    failures += 1;
    log.write('carrying-failed', { reason: carried.reason });
    return Math.max(waitAfter(failures), rest());
  };
}
