import { setImmediate as pause } from 'node:timers/promises';
import { fromUtf8 } from '../../../shared/sealing/index.ts';
import {
  addSums,
  type Checkpoint,
  type CheckpointScope,
  FrameReader,
  isSum,
  NOTHING,
  recordSum,
  type Scope,
  type Segment,
  type Sum,
} from '../../../shared/sync/index.ts';
import { type Db } from './open.ts';
import { type Project, type RecordKey, type RecordPlace, Records } from './records.ts';
import { type SegmentFiles } from './segment-files.ts';
import { sha256, sha256Name } from './sha256.ts';
import { type StagedChange } from './staging.ts';
import { prepared } from './statements.ts';

/**
 * How a scope comes to the checkpoint, once all that it takes is staged. `log`: the staged pages follow what is here;
 * `whole`: they are everything; `buckets`: the wanted buckets are replaced by their segments, then the pages follow.
 */
export type ScopePlan = { scope: CheckpointScope } & (
  { way: 'log' } | { way: 'whole' } | { way: 'buckets'; buckets: number; wanted: readonly WantedBucket[] }
);

export interface WantedBucket {
  bucket: number;
  /** Nothing is in it any more. */
  segment: Segment | null;
}

export interface ApplyMeans {
  project: Project;
  segments: SegmentFiles;
  signal: AbortSignal;
}

type Failure = 'sums-differ' | 'segment-lost' | 'interrupted';

class GivenUp extends Error {
  readonly reason: Failure;

  constructor(reason: Failure) {
    super(reason);
    this.reason = reason;
  }
}

/** Between two pieces of work the process answers others: a visitor may be confirming just now. */
const CHANGES_AT_ONCE = 200;

/** Applies whole checkpoints, each in one transaction (I5, I6). */
export class Applier {
  readonly #db: Db;
  readonly #records: Records;

  constructor(db: Db, records: Records) {
    this.#db = db;
    this.#records = records;
  }

  /**
   * Applies a whole checkpoint or nothing: the sums are computed from the rows that result, and must be those that the
   * hub signed (I12). Scopes that it does not name leave the kiosk (I9).
   * @returns how many records changed; `sums-differ`; `segment-lost`: a file of a segment is not what it was
   */
  async apply(
    checkpoint: Checkpoint,
    plans: readonly ScopePlan[],
    means: ApplyMeans,
  ): Promise<number | Failure> {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const changed = await this.#applyAll(checkpoint, plans, means);
      this.#db.exec('COMMIT');
      return changed;
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      if (error instanceof GivenUp) return error.reason;
      throw error;
    }
  }

  /** The sum of the scope that is being brought up to date, kept up with each row. */
  #sum: Sum = NOTHING;

  async #applyAll(checkpoint: Checkpoint, plans: readonly ScopePlan[], means: ApplyMeans): Promise<number> {
    const { tenant } = checkpoint;
    let changed = 0;
    const show = (places: readonly RecordPlace[]) => {
      means.project(places);
      changed += places.length;
    };
    show(this.#leaveScopes(checkpoint));
    for (const plan of plans) {
      const isProved = plan.way === 'log' && this.#isAt(checkpoint, plan.scope);
      this.#sum = this.#records.keptSum(tenant, plan.scope.scope);
      if (plan.way === 'whole') show(this.#emptyScope(tenant, plan.scope.scope));
      if (plan.way === 'buckets') await this.#replaceBuckets(tenant, plan, means, show);
      await this.#followPages(tenant, plan.scope, means, show);
      if (!isProved && !isSum(this.#sum, plan.scope)) throw new GivenUp('sums-differ');
      this.#saveScope(tenant, plan.scope);
    }
    this.#saveCursor(checkpoint);
    this.#records.staging.dropAll(tenant);
    this.#db.prepare('DELETE FROM doubted WHERE tenant = ?').run(tenant);
    if (changed > 0) this.#db.prepare('UPDATE generation SET number = number + 1').run();
    return changed;
  }

  /** Nothing happened in the scope since its sums were last proved. */
  #isAt({ tenant, epoch }: Checkpoint, { scope, head }: CheckpointScope): boolean {
    return this.#records.cursor(tenant)?.epoch === epoch && this.#records.position(tenant, scope) === head;
  }

  #leaveScopes(checkpoint: Checkpoint): RecordPlace[] {
    const { tenant } = checkpoint;
    const named = new Set(checkpoint.scopes.map(({ scope }) => scope));
    const left = this.#records.heldScopes(tenant).filter((scope) => !named.has(scope));
    return left.flatMap((scope) => {
      this.#db.prepare('DELETE FROM scope_cursor WHERE tenant = ? AND scope = ?').run(tenant, scope);
      return this.#removeScope(tenant, scope);
    });
  }

  #emptyScope(tenant: string, scope: Scope): RecordPlace[] {
    this.#sum = NOTHING;
    return this.#removeScope(tenant, scope);
  }

  #removeScope(tenant: string, scope: Scope): RecordPlace[] {
    return this.#db
      .prepare<[string, string], RecordPlace>(
        'DELETE FROM record WHERE tenant = ? AND scope = ? RETURNING scope, collection, id',
      )
      .all(tenant, scope);
  }

  async #replaceBuckets(
    tenant: string,
    plan: ScopePlan & { way: 'buckets' },
    means: ApplyMeans,
    show: Project,
  ): Promise<void> {
    const { scope } = plan.scope;
    const numbers = new Set(plan.wanted.map(({ bucket }) => bucket));
    const here = this.#records.keysInBuckets(tenant, scope, plan.buckets, numbers);
    for (const { bucket, segment } of plan.wanted) {
      if (means.signal.aborted) throw new GivenUp('interrupted');
      const frames = segment === null ? new Uint8Array() : means.segments.read(segment);
      if (!frames) throw new GivenUp('segment-lost');
      show(this.#replaceBucket(tenant, scope, here.get(bucket) ?? [], frames));
      await pause();
    }
  }

  /** What the bucket holds replaces what is here of it, whatever its versions: another epoch counts anew. */
  #replaceBucket(
    tenant: string,
    scope: Scope,
    here: readonly RecordKey[],
    frames: Uint8Array,
  ): RecordPlace[] {
    const gone = new Map(here.map((key) => [JSON.stringify([key.collection, key.id]), key]));
    const isEmpty = here.length === 0;
    const changed: RecordPlace[] = [];
    const reader = new FrameReader(frames);
    while (!reader.isAtEnd) {
      const change = reader.change();
      if (!change?.body) throw new GivenUp('sums-differ');
      const { collection, id, version, body } = change;
      const sum = recordSum(sha256, { collection, id, version, sha256: sha256Name(body) });
      if (!isEmpty) gone.delete(JSON.stringify([collection, id]));
      if (!isEmpty && this.#holds(tenant, { scope, collection, id }, version, sum)) continue;
      const row = { version, body: textOf(body), sum };
      if (isEmpty) this.#insert(tenant, { scope, collection, id }, row);
      else this.#write(tenant, { scope, collection, id }, row);
      changed.push({ scope, collection, id });
    }
    for (const { collection, id } of gone.values()) {
      this.#remove(tenant, { scope, collection, id });
      changed.push({ scope, collection, id });
    }
    return changed;
  }

  #holds(tenant: string, place: RecordPlace, version: number, sum: bigint): boolean {
    const row = prepared<[string, string, string, string, number, bigint], { rowid: number }>(
      this.#db,
      `SELECT rowid FROM record
       WHERE tenant = ? AND scope = ? AND collection = ? AND id = ? AND version = ? AND sum = ?`,
    ).get(tenant, place.scope, place.collection, place.id, version, BigInt.asIntN(64, sum));
    return row !== undefined;
  }

  async #followPages(
    tenant: string,
    { scope, head }: CheckpointScope,
    means: ApplyMeans,
    show: Project,
  ): Promise<void> {
    const { staging } = this.#records;
    const positions = staging.positions(tenant, scope, head);
    for (let start = 0; start < positions.length; start += CHANGES_AT_ONCE) {
      if (means.signal.aborted) throw new GivenUp('interrupted');
      const touched = new Map<string, RecordPlace>();
      for (const position of positions.slice(start, start + CHANGES_AT_ONCE)) {
        const change = staging.changeAt(tenant, scope, position);
        if (!change) continue;
        const place = { scope, collection: change.collection, id: change.id };
        this.#follow(tenant, place, change);
        touched.set(JSON.stringify(place), place);
      }
      show([...touched.values()]);
      await pause();
    }
  }

  /** Only what is newer counts: a record never goes back within an epoch (I4). */
  #follow(tenant: string, place: RecordPlace, change: StagedChange): void {
    const { version, body, sum } = change;
    const known = this.#versionOf(tenant, place);
    if (body === null) {
      if (known !== undefined && known <= version) this.#remove(tenant, place);
    } else if (known === undefined) this.#insert(tenant, place, { version, body, sum });
    else if (known < version) this.#write(tenant, place, { version, body, sum });
  }

  #versionOf(tenant: string, { scope, collection, id }: RecordPlace): number | undefined {
    return prepared<[string, string, string, string], { version: number }>(
      this.#db,
      'SELECT version FROM record WHERE tenant = ? AND scope = ? AND collection = ? AND id = ?',
    ).get(tenant, scope, collection, id)?.version;
  }

  /** In place of the row that was there. */
  #write(tenant: string, place: RecordPlace, row: { version: number; body: string; sum: bigint }): void {
    this.#remove(tenant, place);
    this.#insert(tenant, place, row);
  }

  #insert(
    tenant: string,
    { scope, collection, id }: RecordPlace,
    { version, body, sum }: { version: number; body: string; sum: bigint },
  ): void {
    prepared(
      this.#db,
      'INSERT INTO record (tenant, scope, collection, id, version, body, sum) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(tenant, scope, collection, id, version, body, BigInt.asIntN(64, sum));
    this.#sum = { count: this.#sum.count + 1, sum: addSums(this.#sum.sum, sum) };
  }

  #remove(tenant: string, { scope, collection, id }: RecordPlace): void {
    const removed = prepared<[string, string, string, string], { sum: string }>(
      this.#db,
      `DELETE FROM record WHERE tenant = ? AND scope = ? AND collection = ? AND id = ?
       RETURNING CAST(sum AS TEXT) AS sum`,
    ).get(tenant, scope, collection, id);
    if (removed)
      this.#sum = { count: this.#sum.count - 1, sum: addSums(this.#sum.sum, -BigInt(removed.sum)) };
  }

  #saveScope(tenant: string, { scope, head }: CheckpointScope): void {
    this.#db
      .prepare(
        'INSERT OR REPLACE INTO scope_cursor (tenant, scope, position, count, sum) VALUES (?, ?, ?, ?, ?)',
      )
      .run(tenant, scope, head, this.#sum.count, BigInt.asIntN(64, this.#sum.sum));
  }

  /** A hub of an older version does not say the number of the epoch that another has said. */
  #saveCursor({ tenant, epoch, head, epochNumber = 0 }: Checkpoint): void {
    const known = this.#records.cursor(tenant);
    const number = known?.epoch === epoch ? Math.max(known.epochNumber, epochNumber) : epochNumber;
    this.#db
      .prepare('INSERT OR REPLACE INTO cursor (tenant, epoch, head, epoch_number) VALUES (?, ?, ?, ?)')
      .run(tenant, epoch, head, number);
  }
}

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch {
    throw new GivenUp('sums-differ');
  }
}
