import { err, ok, type Result } from '../../../shared/result/index.ts';
import { fromUtf8 } from '../../../shared/sealing/index.ts';
import {
  type Change,
  type Checkpoint,
  type CheckpointScope,
  isSum,
  NOTHING,
  recordSum,
  type Segment,
  type Snapshot,
} from '../../../shared/sync/index.ts';
import { type ContentSource, type HubFailure } from '../hub/index.ts';
import {
  type Records,
  type ScopePlan,
  type SegmentFiles,
  type SegmentWriter,
  sha256,
  sha256Name,
  type StagedChange,
  type WantedBucket,
} from '../store/index.ts';
import { type TrustedHub, type TrustFailure } from './trusted.ts';

export type FetchFailure =
  | HubFailure
  | TrustFailure
  | 'bad-page'
  | 'bad-segment'
  | 'epoch-changed'
  | 'below-floor'
  | 'snapshot-of-another-epoch'
  | 'interrupted';

export interface FetcherMeans {
  hub: ContentSource;
  trusted: TrustedHub;
  records: Records;
  segments: SegmentFiles;
}

/** Several at once hide the time that each takes on the way; each holds memory of both sides, and is lost when the line is. */
const SEGMENTS_AT_ONCE = 3;

/** Stages what leads from what is here to a checkpoint, and says how it is to be applied. */
export class Fetcher {
  readonly #means: FetcherMeans;
  #kept = 0;

  constructor(means: FetcherMeans) {
    this.#means = means;
  }

  /** How many pages and parts of segments were kept so far: those that a next try does not fetch again. */
  get kept(): number {
    return this.#kept;
  }

  async fetch(checkpoint: Checkpoint, signal: AbortSignal): Promise<Result<ScopePlan[], FetchFailure>> {
    const plans: ScopePlan[] = [];
    for (const scope of checkpoint.scopes) {
      const plan = await this.#fetchScope(checkpoint, scope, signal);
      if (!plan.ok) return plan;
      plans.push(plan.value);
    }
    return ok(plans);
  }

  async #fetchScope(
    checkpoint: Checkpoint,
    scope: CheckpointScope,
    signal: AbortSignal,
  ): Promise<Result<ScopePlan, FetchFailure>> {
    const origin = this.#followedTo(checkpoint, scope);
    if (origin !== undefined) {
      const pages = await this.#fetchPages(checkpoint, scope, origin, signal);
      return pages.ok ? ok({ scope, way: 'log' }) : pages;
    }
    if (this.#isAlreadyHere(checkpoint, scope)) {
      this.#means.records.staging.dropPages(checkpoint.tenant, scope.scope);
      return ok({ scope, way: 'log' });
    }
    return this.#fetchAnew(checkpoint, scope, signal);
  }

  /** The position after which the log leads on from what is here; undefined when it cannot. */
  #followedTo({ tenant, epoch }: Checkpoint, { scope, floor }: CheckpointScope): number | undefined {
    const { records } = this.#means;
    if (records.cursor(tenant)?.epoch !== epoch || records.isDoubted(tenant)) return undefined;
    const position = records.position(tenant, scope);
    return position !== undefined && position >= floor ? position : undefined;
  }

  /** As after a restore that lost nothing, or when a scope is empty: equal sums make a download needless. */
  #isAlreadyHere({ tenant }: Checkpoint, said: CheckpointScope): boolean {
    return isSum(this.#means.records.sumOf(tenant, said.scope), said);
  }

  /** By the buckets of a snapshot that differ from what is here; where there is no snapshot, by the whole log. */
  async #fetchAnew(
    checkpoint: Checkpoint,
    scope: CheckpointScope,
    signal: AbortSignal,
  ): Promise<Result<ScopePlan, FetchFailure>> {
    const snapshot = await this.#snapshotFor(checkpoint, scope, signal);
    if (snapshot.ok) return this.#fetchBuckets(checkpoint, scope, snapshot.value, signal);
    if (snapshot.reason !== 'not-served' || scope.floor > 0) return snapshot;
    const pages = await this.#fetchPages(checkpoint, scope, 0, signal);
    return pages.ok ? ok({ scope, way: 'whole' }) : pages;
  }

  /** The one that an interrupted fetch began with, as long as it leads to this checkpoint; otherwise the newest. */
  async #snapshotFor(
    checkpoint: Checkpoint,
    scope: CheckpointScope,
    signal: AbortSignal,
  ): Promise<Result<Snapshot, FetchFailure>> {
    const { records, trusted } = this.#means;
    const leadsHere = (snapshot: Snapshot) =>
      snapshot.epoch === checkpoint.epoch &&
      snapshot.position <= checkpoint.head &&
      snapshot.position >= scope.floor;
    const begun = records.staging.snapshot(checkpoint.tenant, scope.scope);
    if (begun && leadsHere(begun)) return ok(begun);
    const newest = await trusted.snapshot(checkpoint.tenant, scope.scope, signal);
    if (!newest.ok) return newest;
    if (!leadsHere(newest.value)) return err('snapshot-of-another-epoch');
    records.staging.keepSnapshot(newest.value);
    return newest;
  }

  async #fetchBuckets(
    checkpoint: Checkpoint,
    scope: CheckpointScope,
    snapshot: Snapshot,
    signal: AbortSignal,
  ): Promise<Result<ScopePlan, FetchFailure>> {
    const { records } = this.#means;
    const wanted = this.#wantedBuckets(snapshot);
    const fetched = await this.#fetchSegments(checkpoint.tenant, wanted, signal);
    if (!fetched.ok) {
      // It may have been replaced while this kiosk was cut off: the next try begins with the newest.
      if (fetched.reason === 'not-served') records.staging.dropSnapshot(checkpoint.tenant, scope.scope);
      return fetched;
    }
    const pages = await this.#fetchPages(checkpoint, scope, snapshot.position, signal);
    if (!pages.ok) return pages;
    return ok({ scope, way: 'buckets', buckets: snapshot.buckets.length, wanted });
  }

  #wantedBuckets({ tenant, scope, buckets }: Snapshot): WantedBucket[] {
    const here = this.#means.records.bucketSums(tenant, scope, buckets.length);
    return buckets.flatMap((said, bucket) =>
      isSum(here[bucket] ?? NOTHING, said) ? [] : [{ bucket, segment: said.segment }],
    );
  }

  async #fetchSegments(
    tenant: string,
    wanted: readonly WantedBucket[],
    signal: AbortSignal,
  ): Promise<Result<undefined, FetchFailure>> {
    const missing = wanted.flatMap(({ segment }) =>
      segment === null || this.#means.segments.has(segment) ? [] : [segment],
    );
    let failure: Result<undefined, FetchFailure> = ok();
    const fetchNext = async () => {
      for (let next = missing.shift(); next && failure.ok; next = missing.shift()) {
        const fetched = signal.aborted
          ? err('interrupted' as const)
          : await this.#fetchSegment(tenant, next, signal);
        if (!fetched.ok) failure = fetched;
      }
    };
    await Promise.all(Array.from({ length: SEGMENTS_AT_ONCE }, fetchNext));
    return failure;
  }

  /** Goes on at the byte where a cut line or a kill stopped it. */
  async #fetchSegment(
    tenant: string,
    segment: Segment,
    signal: AbortSignal,
  ): Promise<Result<undefined, FetchFailure>> {
    const { hub, segments } = this.#means;
    const from = segments.bytesOf(segment);
    if (from < segment.bytes) {
      let writer: SegmentWriter | undefined;
      const start = (isRest: boolean) => (writer = segments.write(segment, isRest));
      const onPiece = (piece: Uint8Array) => writer?.add(piece);
      const fetched = await hub.segment(tenant, segment, { from, start, onPiece }, signal);
      writer?.close();
      if (segments.bytesOf(segment) > from) this.#kept += 1;
      if (!fetched.ok) return fetched;
    }
    return segments.finish(segment) ? ok() : err('bad-segment');
  }

  async #fetchPages(
    checkpoint: Checkpoint,
    { scope, head }: CheckpointScope,
    origin: number,
    signal: AbortSignal,
  ): Promise<Result<undefined, FetchFailure>> {
    const { hub, records } = this.#means;
    const { tenant, epoch } = checkpoint;
    let last = this.#resumeAt(checkpoint, scope, { origin, head });
    while (last < head) {
      if (signal.aborted) return err('interrupted');
      const page = await hub.feedPage(tenant, scope, { epoch, after: last, until: head }, signal);
      if (!page.ok) return page;
      const changes = page.value.changes.map(asStaged);
      if (!changes.every((change) => change !== undefined)) return err('bad-page');
      last = page.value.last;
      records.staging.addPage(tenant, scope, { epoch, origin, last }, changes);
      this.#kept += 1;
    }
    return ok();
  }

  /** The end of what was staged by an interrupted fetch, when it still leads to this checkpoint. */
  #resumeAt(
    { tenant, epoch }: Checkpoint,
    scope: string,
    { origin, head }: { origin: number; head: number },
  ): number {
    const { staging } = this.#means.records;
    const pages = staging.pages(tenant, scope);
    if (!pages) return origin;
    if (pages.epoch === epoch && pages.origin === origin && pages.last <= head) return pages.last;
    staging.dropPages(tenant, scope);
    return origin;
  }
}

/** Undefined for a body that is no text. */
function asStaged(change: Change): StagedChange | undefined {
  const { collection, id, version, body } = change;
  if (body === null) return { ...change, body, sum: 0n };
  const sum = recordSum(sha256, { collection, id, version, sha256: sha256Name(body) });
  try {
    return { ...change, body: fromUtf8(body), sum };
  } catch {
    return undefined;
  }
}
