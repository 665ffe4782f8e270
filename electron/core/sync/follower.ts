import { err, ok, type Result } from '../../../shared/result/index.ts';
import { addSums, type Checkpoint, type Health, isSum, SYNC_SCHEMA } from '../../../shared/sync/index.ts';
import { type ContentSource } from '../hub/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { project } from '../projection/index.ts';
import {
  Applier,
  type Db,
  type Cursor,
  laterEpoch,
  type Outbox,
  Records,
  type ScopePlan,
  type SegmentFiles,
} from '../store/index.ts';
import { Fetcher, type FetchFailure } from './fetching.ts';
import { TrustedHub } from './trusted.ts';

export type FollowFailure =
  FetchFailure | 'left-epoch' | 'older-checkpoint' | 'program-too-old' | 'sums-differ' | 'segment-lost';

export type Standing = Health['followed'][number];

export interface FollowerMeans {
  hub: ContentSource;
  keyring: Keyring;
  outbox: Outbox;
  content: Db;
  segments: SegmentFiles;
  log: Log;
}

/** A kiosk that believes that it has everything proves it by its sums after this long. */
const PROVE_EVERY_MILLISECONDS = 3_600_000;

/** Brings what the cities publish to this kiosk: whole checkpoints, verified, or nothing. */
export class Follower {
  readonly #means: FollowerMeans;
  readonly #records: Records;
  readonly #applier: Applier;
  readonly #trusted: TrustedHub;
  readonly #fetcher: Fetcher;
  readonly #examined = new Set<string>();
  readonly #provedAt = new Map<string, number>();
  readonly #agreedAt = new Map<string, number>();

  constructor(means: FollowerMeans) {
    this.#means = means;
    this.#records = new Records(means.content);
    this.#applier = new Applier(means.content, this.#records);
    this.#trusted = new TrustedHub(means);
    this.#fetcher = new Fetcher({ ...means, trusted: this.#trusted, records: this.#records });
  }

  /** The checkpoint that is here; undefined before the first. */
  held(tenant: string): { epoch: string; head: number } | undefined {
    return this.#records.cursor(tenant);
  }

  /** Grows with all that was fetched and is kept for a next try, also when the line is cut. */
  get progress(): number {
    return this.#fetcher.kept;
  }

  /**
   * What is here of a tenant, by its own rows, and how long ago it last was what the city had signed; undefined before
   * the first checkpoint.
   */
  standing(tenant: string): Standing | undefined {
    const cursor = this.#records.cursor(tenant);
    if (cursor === undefined) return undefined;
    const sums = this.#records.heldScopes(tenant).map((scope) => this.#records.keptSum(tenant, scope));
    const agreedAt = this.#agreedAt.get(tenant);
    return {
      tenant,
      epoch: cursor.epoch,
      head: cursor.head,
      count: sums.reduce((count, sum) => count + sum.count, 0),
      sum: String(sums.reduce((sum, each) => addSums(sum, each.sum), 0n)),
      ...(agreedAt === undefined
        ? {}
        : { provedSecondsAgo: Math.round((performance.now() - agreedAt) / 1_000) }),
    };
  }

  /** The next look computes the sums from the rows, however lately that was done. */
  proveAnew(): void {
    this.#provedAt.clear();
  }

  /** Forgets the content of tenants that the home tenant no longer lists. */
  keepOnly(tenants: readonly string[]): void {
    this.#records.keepOnly(tenants, (tenant, places) => project(this.#means.content, tenant, places));
  }

  /**
   * Follows one tenant to its newest checkpoint. What was fetched is kept, so that the next try goes on where this one
   * stopped. `untrusted-…`: nothing of it was used; `left-epoch`: of a life of the hub's database that this kiosk has left,
   * as from an old stick (I8); `older-checkpoint`: behind what is already here, as from a stale cache; `sums-differ`: what
   * came does not make what was signed, and is compared with a snapshot next time; `epoch-changed`: the hub's database was
   * replaced meanwhile; `program-too-old`: what is here stays until an update.
   */
  async follow(tenant: string, signal: AbortSignal): Promise<Result<{ applied: number }, FollowFailure>> {
    const followed = await this.#follow(tenant, signal);
    if (followed.ok) this.#agreedAt.set(tenant, performance.now());
    return followed;
  }

  async #follow(tenant: string, signal: AbortSignal): Promise<Result<{ applied: number }, FollowFailure>> {
    this.#examineOnce(tenant);
    const checkpoint = await this.#trusted.checkpoint(tenant, signal);
    if (!checkpoint.ok) return checkpoint;
    if (this.#isLeft(checkpoint.value)) return err('left-epoch');
    this.#offerAgain(checkpoint.value);
    if (checkpoint.value.minSchema > SYNC_SCHEMA) return err('program-too-old');
    const cursor = this.#records.cursor(tenant);
    const isSameLife = cursor?.epoch === checkpoint.value.epoch;
    // Also when what is here is doubted: a stale cache must not take a screen back (I4).
    if (isSameLife && checkpoint.value.head < cursor.head) return err('older-checkpoint');
    const isSound = isSameLife && !this.#records.isDoubted(tenant);
    if (isSound && this.#isThere(checkpoint.value, cursor)) return ok({ applied: 0 });
    const plans = await this.#fetcher.fetch(checkpoint.value, signal);
    return plans.ok ? this.#apply(checkpoint.value, plans.value, signal) : plans;
  }

  /** Once a start, every row is compared with its own body: a disk that altered one is found out. */
  #examineOnce(tenant: string): void {
    if (this.#examined.has(tenant)) return;
    this.#examined.add(tenant);
    if (this.#records.examine(tenant) === 0) return;
    this.#means.log.write('content-altered', { tenant });
    this.#records.doubt(tenant);
  }

  /** Nothing is new, the scopes are those that are followed, and now and then the sums prove it. */
  #isThere(checkpoint: Checkpoint, cursor: Cursor): boolean {
    const { tenant, scopes } = checkpoint;
    const held = new Set(this.#records.heldScopes(tenant));
    const isFollowed = scopes.length === held.size && scopes.every(({ scope }) => held.has(scope));
    if (checkpoint.head !== cursor.head || !isFollowed) return false;
    if ((checkpoint.epochNumber ?? 0) > cursor.epochNumber) return false;
    const provedAt = this.#provedAt.get(tenant) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - provedAt < PROVE_EVERY_MILLISECONDS) return true;
    this.#provedAt.set(tenant, performance.now());
    const isProved = scopes.every((said) => isSum(this.#records.sumOf(tenant, said.scope), said));
    if (!isProved) this.#records.doubt(tenant);
    return isProved;
  }

  /** People who run the hub need the number if it is the hub whose clock was wrong. */
  #isLeft({ tenant, epoch, epochNumber = 0 }: Checkpoint): boolean {
    const { outbox, log } = this.#means;
    const remembered = { content: this.#records.cursor(tenant), outbox: outbox.epoch(tenant) };
    const later = laterEpoch(remembered, { epoch, epochNumber });
    if (later === undefined) return false;
    log.write('checkpoint-refused', { tenant, reason: 'left-epoch', epochNumber: later.epochNumber });
    return true;
  }

  /** A hub that was restored from a backup may lack what it had accepted: the kiosk still has all of it (I1). */
  #offerAgain({ tenant, epoch, epochNumber = 0 }: Checkpoint): void {
    const { keyring, outbox } = this.#means;
    const said = { epoch, epochNumber };
    const count = outbox.offerInEpoch(tenant, said, (meantFor) => keyring.doorOf(meantFor) === tenant);
    if (count > 0) this.#means.log.write('items-offered-again', { tenant, count });
  }

  async #apply(
    checkpoint: Checkpoint,
    plans: readonly ScopePlan[],
    signal: AbortSignal,
  ): Promise<Result<{ applied: number }, FollowFailure>> {
    const { content, segments, log } = this.#means;
    const { tenant } = checkpoint;
    const applied = await this.#applier.apply(checkpoint, plans, {
      project: (places) => project(content, tenant, places),
      segments,
      signal,
    });
    if (applied === 'sums-differ') {
      this.#records.examine(tenant);
      this.#records.doubt(tenant);
      log.write('content-fetched-anew', { tenant });
    }
    if (typeof applied === 'string') return err(applied);
    segments.keepOnly(this.#segmentsUnderWay());
    if (applied > 0) log.write('checkpoint-applied', { tenant, count: applied });
    return ok({ applied });
  }

  #segmentsUnderWay() {
    return this.#records.staging
      .snapshots()
      .flatMap(({ buckets }) => buckets.flatMap(({ segment }) => (segment === null ? [] : [segment])));
  }
}
