import { type HubClient } from '../hub/index.ts';
import { type DeviceKey, enrolOnce, isEnrolled, type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { type Db, type Precious, type SegmentFiles } from '../store/index.ts';
import { Patience, waitAfter } from './backoff.ts';
import { startCarrying } from './carrying.ts';
import { Courier } from './courier.ts';
import { type Delivering, startDelivering } from './delivering.ts';
import { Follower, type Standing } from './follower.ts';
import { ItemsFirst } from './items-first.ts';
import { type Live, startLive } from './live.ts';
import { startRounds } from './rounds.ts';
import { Settler } from './settler.ts';
import { type ContentTurn } from './turn.ts';

export interface SyncMeans {
  hub: HubClient;
  key: DeviceKey;
  keyring: Keyring;
  precious: Precious;
  content: Db;
  segments: SegmentFiles;
  /** Shared with a stick, which may bring the same content. */
  turn: ContentTurn;
  log: Log;
  enrolmentCode: string | undefined;
  /** Seconds between two looks at the hub, before jitter. */
  everySeconds: number;
  /** The first look of a kiosk that has content comes at a random moment within so long. */
  bootSplaySeconds: number;
  /** Told when a tenant was just followed to its newest checkpoint. */
  onFollowed: (tenant: string, signal: AbortSignal) => Promise<void>;
  /** Told when a file of ours turns out to be damaged: only a new start mends that. */
  onDamage: () => void;
}

export interface Sync {
  /** Something new waits in the outbox for this tenant, or for any of them. */
  deliverSoon(tenant?: string): void;
  /** Looks at all tenants at once, compares what is here with what they signed, and delivers; whether all could be followed. */
  lookNow(): Promise<boolean>;
  /** What is here of a tenant; see `Follower.standing`. */
  standing(tenant: string): Standing | undefined;
  stop(): Promise<void>;
}

/** Long enough for a first fetch over a thin line; pages already fetched stay, so that a cut costs little. */
const FOLLOW_DEADLINE_MILLISECONDS = 30 * 60_000;

/** A line that broke: what came through before is kept, and the rest is worth another try soon. */
const CUT: ReadonlySet<string> = new Set(['hub-unreachable', 'hub-too-slow']);

/** Follows the cities and delivers what visitors sent, for as long as the kiosk runs, whatever the network does. */
export function startSync(means: SyncMeans): Sync {
  const { hub, key, keyring, precious, content, segments, log, onDamage } = means;
  const { outbox, attachments, journal, site } = precious;
  const follower = new Follower({ hub, keyring, outbox, content, segments, log });
  const poked = new Set<string>();
  const waitingForLook: ((isDone: boolean) => void)[] = [];
  const live = startLive({
    hub,
    held: (tenant) => follower.held(tenant),
    onNews(tenant) {
      poked.add(tenant);
      following.wake();
    },
    onReopened: (tenant) => delivering.soon(tenant),
  });
  const itemsFirst = new ItemsFirst();
  const carrying = startCarrying({
    ...means,
    itemsFirst,
    firstAfterMilliseconds: bootSplay(means, follower),
  });
  const delivering = startDelivering({
    hub,
    key,
    site,
    courier: new Courier({ hub, keyring, outbox, attachments, journal, site, log }),
    settler: new Settler({ hub, keyring, outbox, attachments, content, log }),
    itemsFirst,
    onRoundDone: () => carrying.carrySoon(),
    log,
    onDamage,
  });
  if (isEnrolled(site, key)) delivering.serve(keyring.tenants(), bootSplay(means, follower));
  const following = startRounds({
    round: followingRound(means, { follower, live, poked, delivering, waitingForLook }),
    firstAfterMilliseconds: bootSplay(means, follower),
    deadlineMilliseconds: FOLLOW_DEADLINE_MILLISECONDS,
    onDamage,
    log,
  });
  return {
    deliverSoon: (tenant) => delivering.soon(tenant),
    standing: (tenant) => follower.standing(tenant),
    lookNow() {
      follower.proveAnew();
      for (const tenant of keyring.tenants()) poked.add(tenant);
      return new Promise((resolve) => {
        waitingForLook.push(resolve);
        delivering.soon();
        following.wake();
      });
    },
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
  /** When a hub answers again, what waits is delivered without waiting for its own turn. */
  delivering: Delivering;
  /** Told of the end of the next round, and whether all that was due could be followed. */
  waitingForLook: ((isDone: boolean) => void)[];
}

function followingRound(means: SyncMeans, following: Following): (signal: AbortSignal) => Promise<number> {
  const { hub, key, keyring, precious, log } = means;
  const { follower, live, poked, delivering, waitingForLook } = following;
  const patience = new Patience();
  const hasFailed = new Set<string>();
  const toldOutdated = new Set<string>();
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

  /** Once, when it begins: what is here goes on being shown and sent (I13). */
  function tellOutdated(tenant: string): void {
    if (toldOutdated.has(tenant)) return;
    toldOutdated.add(tenant);
    log.write('update-needed', { tenant });
    precious.journal.note('update-needed');
  }

  /** Whether it is at the tenant's newest checkpoint now. */
  async function follow(tenant: string, signal: AbortSignal): Promise<boolean> {
    const before = follower.progress;
    const followed = await means.turn.ofNetwork(signal, (inTurn) => follower.follow(tenant, inTurn));
    if (followed.ok) {
      toldOutdated.delete(tenant);
      if (hasFailed.delete(tenant)) delivering.soon(tenant);
      patience.holdFor(tenant, jittered(means.everySeconds * 1_000));
      await means.onFollowed(tenant, signal);
      return true;
    }
    if (followed.reason === 'program-too-old') tellOutdated(tenant);
    if (CUT.has(followed.reason) && follower.progress > before) patience.failedAfterProgress(tenant);
    else patience.failed(tenant);
    hasFailed.add(tenant);
    log.write('sync-failed', { tenant, reason: followed.reason });
    return false;
  }

  /** Milliseconds until the first tenant that may be looked at. */
  function nextLook(): number {
    const waits = keyring.tenants().map((tenant) => {
      const held = poked.has(tenant) ? 0 : patience.heldFor(tenant);
      return Math.max(held, hub.restMilliseconds(tenant, 'down'));
    });
    return Math.min(means.everySeconds * 1_500, ...waits);
  }

  /** Whether nothing that was due failed, or was put off because its hub asked for it. */
  async function followAll(signal: AbortSignal): Promise<boolean> {
    let isWhole = true;
    // The home tenant comes first: its keyset names the partners.
    for (let done = 0; done < keyring.tenants().length; done += 1) {
      const tenant = keyring.tenants()[done];
      if (tenant === undefined || signal.aborted) continue;
      // A poke that comes while the hub asks to be left alone is remembered.
      const mayAsk = hub.restMilliseconds(tenant, 'down') === 0;
      isWhole &&= mayAsk;
      if (!mayAsk) continue;
      // Forgotten before the look: a poke that comes during it asks for another.
      if (!poked.delete(tenant) && patience.isHeld(tenant)) continue;
      const isFollowed = await follow(tenant, signal);
      isWhole &&= isFollowed;
    }
    await means.turn.ofNetwork(signal, async () => follower.keepOnly(keyring.tenants()));
    patience.forgetOthers(keyring.tenants());
    return isWhole;
  }

  return async (signal) => {
    if (!isEnrolled(precious.site, key)) {
      const isDone = await enrol(signal);
      if (!isDone) return Math.max(waitAfter(failedEnrolments), hub.doorRestMilliseconds());
      delivering.serve(keyring.tenants());
    }
    const waiting = waitingForLook.splice(0);
    const isWhole = await followAll(signal);
    for (const tell of waiting) tell(isWhole);
    live.hear(keyring.tenants());
    delivering.serve(keyring.tenants());
    return nextLook();
  };
}

/** Half to one and a half times: kiosks that were switched on together must not ask together for ever. */
function jittered(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random());
}
