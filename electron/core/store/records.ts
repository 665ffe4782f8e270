import {
  addSums,
  bucketOf,
  NOTHING,
  placeOf,
  recordSum,
  type Scope,
  type Sum,
} from '../../../shared/sync/index.ts';
import { type Epoch } from './epoch.ts';
import { type Db } from './open.ts';
import { sha256, sha256Name } from './sha256.ts';
import { StagingArea } from './staging.ts';
import { prepared } from './statements.ts';

export interface Cursor extends Epoch {
  head: number;
}

export interface RecordPlace {
  scope: string;
  collection: string;
  id: string;
}

export interface RecordKey {
  collection: string;
  id: string;
}

/** Called within the transaction that changes records, to bring the page's tables up to date. */
export type Project = (places: readonly RecordPlace[]) => void;

/** The records of the cities, and how far they were followed. */
export class Records {
  readonly #db: Db;
  readonly staging: StagingArea;

  constructor(db: Db) {
    this.#db = db;
    this.staging = new StagingArea(db);
  }

  cursor(tenant: string): Cursor | undefined {
    return this.#db
      .prepare<[string], Cursor>(
        'SELECT epoch, head, epoch_number AS epochNumber FROM cursor WHERE tenant = ?',
      )
      .get(tenant);
  }

  /** How far a scope was followed; undefined for one that is not followed yet. */
  position(tenant: string, scope: Scope): number | undefined {
    return this.#db
      .prepare<[string, string], number>('SELECT position FROM scope_cursor WHERE tenant = ? AND scope = ?')
      .pluck()
      .get(tenant, scope);
  }

  /** The scopes of which something may be here. */
  heldScopes(tenant: string): Scope[] {
    return this.#db
      .prepare<[string], string>('SELECT scope FROM scope_cursor WHERE tenant = ?')
      .pluck()
      .all(tenant);
  }

  isDoubted(tenant: string): boolean {
    return (
      this.#db.prepare<[string], string>('SELECT tenant FROM doubted WHERE tenant = ?').get(tenant) !==
      undefined
    );
  }

  /** From now on this tenant is compared with a snapshot; what is shown stays until then. */
  doubt(tenant: string): void {
    this.#db.transaction(() => {
      this.#db.prepare('INSERT OR IGNORE INTO doubted (tenant) VALUES (?)').run(tenant);
      this.staging.dropAll(tenant);
      this.#forgetSums(tenant);
    })();
  }

  /** The sums that were kept up may be of rows that are not here any more: they are made anew from those that are. */
  #forgetSums(tenant: string): void {
    this.#db.prepare('UPDATE scope_cursor SET count = NULL, sum = NULL WHERE tenant = ?').run(tenant);
  }

  /** The bodies of one collection of a scope. */
  bodies(tenant: string, scope: Scope, collection: string): string[] {
    return this.#db
      .prepare<[string, string, string], string>(
        'SELECT body FROM record WHERE tenant = ? AND scope = ? AND collection = ? ORDER BY id',
      )
      .pluck()
      .all(tenant, scope, collection);
  }

  /** Of the rows that are here, never of what a hub said. In halves, since SQLite's sums stop at 63 bits. */
  sumOf(tenant: string, scope: Scope): Sum {
    const row = this.#db
      .prepare<[string, string], { count: bigint; low: bigint; high: bigint }>(
        `SELECT count(*) AS count, coalesce(sum("sum" & 4294967295), 0) AS low,
           coalesce(sum(("sum" >> 32) & 4294967295), 0) AS high
         FROM record WHERE tenant = ? AND scope = ?`,
      )
      .safeIntegers()
      .get(tenant, scope);
    if (!row) return NOTHING;
    return { count: Number(row.count), sum: addSums(row.high << 32n, row.low) };
  }

  /** The same without reading the rows: as each change of a row kept it up. */
  keptSum(tenant: string, scope: Scope): Sum {
    const row = this.#db
      .prepare<[string, string], { count: bigint | null; sum: bigint | null }>(
        'SELECT count, sum FROM scope_cursor WHERE tenant = ? AND scope = ?',
      )
      .safeIntegers()
      .get(tenant, scope);
    if (!row || row.count === null || row.sum === null) return this.sumOf(tenant, scope);
    return { count: Number(row.count), sum: BigInt.asUintN(64, row.sum) };
  }

  /** The sums of the rows that are here, parted as a snapshot parts them. */
  bucketSums(tenant: string, scope: Scope, buckets: number): Sum[] {
    const sums = Array.from({ length: buckets }, () => NOTHING);
    for (const row of this.#keys(tenant, scope)) {
      const bucket = bucketOf(placeOf(sha256, row), buckets);
      const { count, sum } = sums[bucket] ?? NOTHING;
      sums[bucket] = { count: count + 1, sum: addSums(sum, BigInt.asUintN(64, row.sum)) };
    }
    return sums;
  }

  /** The keys of the rows that are here in some buckets. */
  keysInBuckets(
    tenant: string,
    scope: Scope,
    buckets: number,
    wanted: ReadonlySet<number>,
  ): Map<number, RecordKey[]> {
    const found = new Map<number, RecordKey[]>();
    for (const { collection, id } of this.#keys(tenant, scope)) {
      const bucket = bucketOf(placeOf(sha256, { collection, id }), buckets);
      if (!wanted.has(bucket)) continue;
      const keys = found.get(bucket) ?? [];
      keys.push({ collection, id });
      found.set(bucket, keys);
    }
    return found;
  }

  #keys(tenant: string, scope: Scope): IterableIterator<RecordKey & { sum: bigint }> {
    return this.#db
      .prepare<[string, string], RecordKey & { sum: bigint }>(
        'SELECT collection, id, sum FROM record WHERE tenant = ? AND scope = ?',
      )
      .safeIntegers()
      .iterate(tenant, scope);
  }

  /**
   * Compares every row of a tenant with its own body, one at a time, since films are large, and puts right the sums of
   * those that the disk has altered, so that they differ from the city's.
   * @returns how many were altered
   */
  examine(tenant: string): number {
    this.#forgetSums(tenant);
    const rowids = this.#db.prepare<[string], bigint>('SELECT rowid FROM record WHERE tenant = ?').pluck();
    let altered = 0;
    for (const rowid of rowids.safeIntegers().all(tenant)) if (!this.#isSound(rowid)) altered += 1;
    return altered;
  }

  #isSound(rowid: bigint): boolean {
    const row = prepared<
      [bigint],
      { collection: string; id: string; version: number; body: string; sum: string }
    >(
      this.#db,
      'SELECT collection, id, version, body, CAST(sum AS TEXT) AS sum FROM record WHERE rowid = ?',
    ).get(rowid);
    if (!row) return true;
    const sum = BigInt.asIntN(64, recordSum(sha256, { ...row, sha256: sha256Name(row.body) }));
    if (sum === BigInt(row.sum)) return true;
    this.#db.prepare('UPDATE record SET sum = ? WHERE rowid = ?').run(sum, rowid);
    return false;
  }

  /** Tenants that are no longer followed leave the kiosk (I9). */
  keepOnly(
    tenants: readonly string[],
    project: (tenant: string, places: readonly RecordPlace[]) => void,
  ): void {
    const known = this.#db.prepare<[], string>('SELECT tenant FROM cursor').pluck().all();
    for (const tenant of known.filter((name) => !tenants.includes(name))) {
      this.#db.transaction(() => {
        const removed = this.#db
          .prepare<[string], RecordPlace>(
            'DELETE FROM record WHERE tenant = ? RETURNING scope, collection, id',
          )
          .all(tenant);
        for (const table of ['cursor', 'scope_cursor', 'doubted'])
          this.#db.prepare(`DELETE FROM ${table} WHERE tenant = ?`).run(tenant);
        this.staging.dropAll(tenant);
        project(tenant, removed);
        this.#db.prepare('UPDATE generation SET number = number + 1').run();
      })();
    }
  }
}
