import { type HubClient } from '../hub/index.ts';
import { type DeviceKey, enrolOnce, isEnrolled, type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { type Db, type Precious, type SegmentFiles } from '../store/index.ts';
import { Patience, waitAfter } from './backoff.ts';
import { Carrier } from './carrier.ts';
import { Courier } from './courier.ts';
import { Follower } from './follower.ts';
import { type Live, startLive } from './live.ts';
import { startRounds } from './rounds.ts';
import { Settler } from './settler.ts';
import { Turn } from './turn.ts';

export interface SyncMeans {
  hub: HubClient;
  key: DeviceKey;
  keyring: Keyring;
  precious: Precious;
  content: Db;
  segments: SegmentFiles;
  log: Log;
  enrolmentCode: string | undefined;
  /** Seconds between two looks at the hub, before jitter. */
  everySeconds: number;
  /** The first look of a kiosk that has content comes at a random moment within so long. */
  bootSplaySeconds: number;
  /** Told when a file of ours turns out to be damaged: only a new start mends that. */
  onDamage: () => void;
}

export interface Sync {
  /** Something new waits in the outbox. */
  deliverSoon(): void;
  stop(): Promise<void>;
}

/** Long enough for a first fetch over a thin line; pages already fetched stay, so that a cut costs little. */
const FOLLOW_DEADLINE_MILLISECONDS = 30 * 60_000;
const DELIVER_DEADLINE_MILLISECONDS = 15 * 60_000;
/** The largest attachment over a line of 10 KiB/s takes an hour; what came over stays, so that a cut costs little. */
const CARRY_DEADLINE_MILLISECONDS = 60 * 60_000;
const NOTHING_TO_DELIVER_MILLISECONDS = 60_000;

/** Follows the cities and delivers what visitors sent, for as long as the kiosk runs, whatever the network does. */
export function startSync(means: SyncMeans): Sync {
  const { hub, keyring, precious, content, segments, log, onDamage } = means;
  const follower = new Follower({ hub, keyring, outbox: precious.outbox, content, segments, log });
  const poked = new Set<string>();
  const live = startLive({
    hub,
    held: (tenant) => follower.held(tenant),
    onNews(tenant) {
      poked.add(tenant);
      following.wake();
    },
  });
  const items = new Turn();
  const carrying = startRounds({
    round: carryingRound(means, items),
    firstAfterMilliseconds: bootSplay(means, follower),
    deadlineMilliseconds: CARRY_DEADLINE_MILLISECONDS,
    onDamage,
    log,
  });
  const deliver = deliveringRound(means);
  const delivering = startRounds({
    async round(signal) {
      const rest = await items.take(() => deliver(signal));
      if (precious.attachments.waiting(1).length > 0) carrying.wake();
      return rest;
    },
    firstAfterMilliseconds: bootSplay(means, follower),
    deadlineMilliseconds: DELIVER_DEADLINE_MILLISECONDS,
    onDamage,
    log,
  });
  const following = startRounds({
    round: followingRound(means, { follower, live, poked, deliverSoon: () => delivering.wake() }),
    firstAfterMilliseconds: bootSplay(means, follower),
    deadlineMilliseconds: FOLLOW_DEADLINE_MILLISECONDS,
    onDamage,
    log,
  });
  return {
    deliverSoon: () => delivering.wake(),
    async stop() {
      await Promise.all([following.stop(), delivering.stop(), carrying.stop()]);
      await live.stop();
    },
  };
}

/** A power cut starts all kiosks of a city at once. One that has nothing to show yet does not wait. */
function bootSplay({ precious, key, keyring, bootSplaySeconds }: SyncMeans, follower: Follower): number {
  const [home] = keyring.tenants();
  const hasContent = home !== undefined && follower.held(home) !== undefined;
  if (!hasContent || !isEnrolled(precious.site, key)) return 0;
  return Math.random() * bootSplaySeconds * 1_000;
}

interface Following {
  follower: Follower;
  live: Live;
  /** Tenants of which a stream said that something is new. */
  poked: Set<string>;
  /** When the hub answers again, what waits is delivered without waiting for its own turn. */
  deliverSoon(): void;
}

function followingRound(means: SyncMeans, following: Following): (signal: AbortSignal) => Promise<number> {
  const { hub, key, keyring, precious, log } = means;
  const { follower, live, poked, deliverSoon } = following;
  const patience = new Patience();
  const hasFailed = new Set<string>();
  let failedEnrolments = 0;

  async function enrol(signal: AbortSignal): Promise<boolean> {
    const enrolled = await enrolOnce({ hub, key, site: precious.site, code: means.enrolmentCode }, signal);
    if (enrolled.ok) {
      log.write('enrolled');
      precious.journal.note('enrolled');
      return true;
    }
    failedEnrolments += 1;
    if (enrolled.reason === 'not-allowed') log.write('enrolment-code-refused');
    else if (enrolled.reason === 'root-key-changed') log.write('root-key-changed');
    else log.write('enrolment-failed', { reason: enrolled.reason });
    return false;
  }

  async function followAll(signal: AbortSignal): Promise<void> {
    // The home tenant comes first: its keyset names the partners.
    for (let done = 0; done < keyring.tenants().length; done += 1) {
      const tenant = keyring.tenants()[done];
      if (tenant === undefined || signal.aborted) continue;
      // Forgotten before the look: a poke that comes during it asks for another.
      if (!poked.delete(tenant) && patience.isHeld(tenant)) continue;
      const followed = await follower.follow(tenant, signal);
      if (followed.ok && hasFailed.delete(tenant)) deliverSoon();
      if (followed.ok) patience.holdFor(tenant, jittered(means.everySeconds * 1_000));
      if (followed.ok) continue;
      patience.failed(tenant);
      hasFailed.add(tenant);
      log.write('sync-failed', { tenant, reason: followed.reason });
    }
    follower.keepOnly(keyring.tenants());
    patience.forgetOthers(keyring.tenants());
  }

  return async (signal) => {
    if (!isEnrolled(precious.site, key)) {
      if (!(await enrol(signal))) return Math.max(waitAfter(failedEnrolments), hub.restMilliseconds());
      deliverSoon();
    }
    // A poke may come while the hub asks to be left alone.
    if (hub.restMilliseconds() > 0) return hub.restMilliseconds();
    await followAll(signal);
    live.hear(keyring.tenants());
    return Math.max(patience.nextDue() ?? means.everySeconds * 1_000, hub.restMilliseconds());
  };
}

function deliveringRound(means: SyncMeans): (signal: AbortSignal) => Promise<number> {
  const { hub, key, keyring, precious, content, log } = means;
  const { outbox, attachments, journal } = precious;
  const courier = new Courier({ hub, keyring, outbox, attachments, journal, log });
  const settler = new Settler({ hub, keyring, outbox, attachments, content, log });
  let failures = 0;

  return async (signal) => {
    if (!isEnrolled(precious.site, key)) return NOTHING_TO_DELIVER_MILLISECONDS;
    const delivered = await courier.deliver(signal);
    if (delivered.ok) {
      failures = 0;
      if ((await settler.settle(signal)) > 0) return 0;
      return courier.nextDue() ?? NOTHING_TO_DELIVER_MILLISECONDS;
    }
    failures += 1;
    log.write('delivery-failed', { reason: delivered.reason });
    return Math.max(waitAfter(failures), hub.restMilliseconds());
  };
}

/** What is attached to items that the city has: after the items, and beside them. */
function carryingRound(means: SyncMeans, items: Turn): (signal: AbortSignal) => Promise<number> {
  const { hub, key, precious, log } = means;
  const { attachments, site } = precious;
  const carrier = new Carrier({ hub, attachments, log, itemsFirst: () => items.free() });
  let failures = 0;

  return async (signal) => {
    if (!isEnrolled(site, key)) return NOTHING_TO_DELIVER_MILLISECONDS;
    if (hub.restMilliseconds() > 0) return hub.restMilliseconds();
    const carried = await carrier.carry(signal);
    if (carried.ok) {
      failures = 0;
      return carrier.nextDue() ?? NOTHING_TO_DELIVER_MILLISECONDS;
    }
    failures += 1;
    log.write('carrying-failed', { reason: carried.reason });
    return Math.max(waitAfter(failures), hub.restMilliseconds());
  };
}

/** Half to one and a half times: kiosks that were switched on together must not ask together for ever. */
function jittered(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random());
}
