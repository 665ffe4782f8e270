import { addSums, type Change, type Checkpoint, type Scope } from '../../../shared/sync/index.ts';
import { type Db } from './open.ts';

export interface Cursor {
  epoch: string;
  head: number;
}

export interface Staging {
  epoch: string;
  /** The cursor that the staged pages begin after; 0 when everything is fetched from zero. */
  origin: number;
  last: number;
}

export interface StagedChange extends Change {
  /** The record's part of its scope's checksum, computed from the body that arrived; 0 for a delete. */
  sum: bigint;
}

/** As it lies in the file: a sum is read as text, since the other columns fit a plain number and it does not. */
type StoredChange = Omit<StagedChange, 'sum'> & { sum: string };

export interface RecordPlace {
  scope: string;
  collection: string;
  id: string;
}

export interface RecordRow extends RecordPlace {
  version: number;
  body: string;
  sum: bigint;
}

/** The records of the cities, how far they were followed, and what is being fetched. */
export class Records {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  cursor(tenant: string): Cursor | undefined {
    return this.#db.prepare<[string], Cursor>('SELECT epoch, head FROM cursor WHERE tenant = ?').get(tenant);
  }

  position(tenant: string, scope: Scope): number {
    return (
      this.#db
        .prepare<[string, string], number>('SELECT position FROM scope_cursor WHERE tenant = ? AND scope = ?')
        .pluck()
        .get(tenant, scope) ?? 0
    );
  }

  isDoubted(tenant: string): boolean {
    return (
      this.#db.prepare<[string], string>('SELECT tenant FROM doubted WHERE tenant = ?').get(tenant) !==
      undefined
    );
  }

  /** From now on this tenant is fetched from zero; what is shown stays until then. */
  doubt(tenant: string): void {
    this.#db.transaction(() => {
      this.#db.prepare('INSERT OR IGNORE INTO doubted (tenant) VALUES (?)').run(tenant);
      this.dropStaging(tenant);
    })();
  }

  staging(tenant: string, scope: Scope): Staging | undefined {
    return this.#db
      .prepare<[string, string], Staging>(
        'SELECT epoch, origin, last FROM staging WHERE tenant = ? AND scope = ?',
      )
      .get(tenant, scope);
  }

  /** Keeps one page with how far it goes, together: an interrupted fetch goes on after it. */
  stage(tenant: string, scope: Scope, staging: Staging, changes: readonly StagedChange[]): void {
    const insert = this.#db.prepare(
      `INSERT INTO staged (tenant, scope, position, collection, id, version, op, body, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#db.transaction(() => {
      for (const change of changes) {
        const { position, collection, id, version, op, body, sum } = change;
        insert.run(tenant, scope, position, collection, id, version, op, body, signed(sum));
      }
      this.#db
        .prepare('INSERT OR REPLACE INTO staging (tenant, scope, epoch, origin, last) VALUES (?, ?, ?, ?, ?)')
        .run(tenant, scope, staging.epoch, staging.origin, staging.last);
    })();
  }

  dropStaging(tenant: string, scope?: Scope): void {
    for (const table of ['staged', 'staging']) {
      this.#db
        .prepare(`DELETE FROM ${table} WHERE tenant = ? AND coalesce(?, scope) = scope`)
        .run(tenant, scope ?? null);
    }
  }

  /**
   * Applies a whole checkpoint in one transaction, or nothing: the sums are computed from the rows that result, and
   * must be those that the hub signed (I6, I12).
   * @param fromZero the staged pages are everything, and replace all rows of the tenant
   * @param project brings the page's tables up to date, in the same transaction
   * @returns how many records changed, or `sums-differ`
   */
  apply(
    checkpoint: Checkpoint,
    fromZero: boolean,
    project: (places: readonly RecordPlace[]) => void,
  ): number | 'sums-differ' {
    const { tenant } = checkpoint;
    try {
      return this.#db
        .transaction(() => {
          const before = fromZero ? this.#removeAll(tenant) : [];
          const changed = this.#moveStaged(checkpoint);
          if (!this.#agrees(checkpoint)) throw new SumsDiffer();
          this.#saveCursor(checkpoint);
          this.dropStaging(tenant);
          this.#db.prepare('DELETE FROM doubted WHERE tenant = ?').run(tenant);
          const touched = distinct([...before, ...changed]);
          if (touched.length > 0) this.#showChange(touched, project);
          return touched.length;
        })
        .immediate();
    } catch (error) {
      if (error instanceof SumsDiffer) return 'sums-differ';
      throw error;
    }
  }

  /** All rows of a tenant, to be checked against their own bodies; one at a time, since films are large. */
  *rows(tenant: string): Generator<RecordRow> {
    const rowids = this.#db.prepare<[string], bigint>('SELECT rowid FROM record WHERE tenant = ?').pluck();
    const one = this.#db
      .prepare<[bigint], Omit<RecordRow, 'version'> & { version: bigint }>(
        'SELECT scope, collection, id, version, body, sum FROM record WHERE rowid = ?',
      )
      .safeIntegers();
    for (const rowid of rowids.safeIntegers().all(tenant)) {
      const row = one.get(rowid);
      if (row) yield { ...row, version: Number(row.version), sum: BigInt.asUintN(64, row.sum) };
    }
  }

  /** Tenants that are no longer followed leave the kiosk (I9). */
  keepOnly(
    tenants: readonly string[],
    project: (tenant: string, places: readonly RecordPlace[]) => void,
  ): void {
    const known = this.#db.prepare<[], string>('SELECT tenant FROM cursor').pluck().all();
    for (const tenant of known.filter((name) => !tenants.includes(name))) {
      this.#db.transaction(() => {
        const removed = this.#removeAll(tenant);
        for (const table of ['cursor', 'scope_cursor', 'doubted'])
          this.#db.prepare(`DELETE FROM ${table} WHERE tenant = ?`).run(tenant);
        this.dropStaging(tenant);
        this.#showChange(removed, (places) => project(tenant, places));
      })();
    }
  }

  #showChange(places: readonly RecordPlace[], project: (places: readonly RecordPlace[]) => void): void {
    project(places);
    this.#db.prepare('UPDATE generation SET number = number + 1').run();
  }

  #removeAll(tenant: string): RecordPlace[] {
    return this.#db
      .prepare<[string], RecordPlace>('DELETE FROM record WHERE tenant = ? RETURNING scope, collection, id')
      .all(tenant);
  }

  #moveStaged(checkpoint: Checkpoint): RecordPlace[] {
    const { tenant } = checkpoint;
    const one = this.#db.prepare<[string, string, number], StoredChange>(
      `SELECT position, collection, id, version, op, body, CAST(sum AS TEXT) AS sum FROM staged
       WHERE tenant = ? AND scope = ? AND position = ?`,
    );
    return checkpoint.scopes.flatMap(({ scope, head }) =>
      this.#stagedPositions(tenant, scope, head).flatMap((position) => {
        const change = one.get(tenant, scope, position);
        if (!change) return [];
        this.#applyChange(tenant, scope, change);
        return [{ scope, collection: change.collection, id: change.id }];
      }),
    );
  }

  /** Positions first, bodies one by one: all that a city filmed may be more than the memory should hold at once. */
  #stagedPositions(tenant: string, scope: Scope, head: number): number[] {
    return this.#db
      .prepare<[string, string, number], number>(
        'SELECT position FROM staged WHERE tenant = ? AND scope = ? AND position <= ? ORDER BY position',
      )
      .pluck()
      .all(tenant, scope, head);
  }

  #applyChange(tenant: string, scope: string, change: StoredChange): void {
    const { collection, id, version, op, body, sum } = change;
    if (op === 'delete') {
      this.#db
        .prepare(
          'DELETE FROM record WHERE tenant = ? AND scope = ? AND collection = ? AND id = ? AND version <= ?',
        )
        .run(tenant, scope, collection, id, version);
      return;
    }
    this.#db
      .prepare(
        `INSERT INTO record (tenant, scope, collection, id, version, body, sum) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (tenant, scope, collection, id)
         DO UPDATE SET version = excluded.version, body = excluded.body, sum = excluded.sum
         WHERE excluded.version > record.version`,
      )
      .run(tenant, scope, collection, id, version, body, signed(BigInt(sum)));
  }

  #agrees(checkpoint: Checkpoint): boolean {
    return checkpoint.scopes.every(({ scope, count, sum }) => {
      const sums = this.#db
        .prepare<[string, string], bigint>('SELECT sum FROM record WHERE tenant = ? AND scope = ?')
        .pluck()
        .safeIntegers()
        .all(checkpoint.tenant, scope);
      return sums.length === count && sums.reduce(addSums, 0n) === BigInt(sum);
    });
  }

  #saveCursor(checkpoint: Checkpoint): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO cursor (tenant, epoch, head) VALUES (?, ?, ?)')
      .run(checkpoint.tenant, checkpoint.epoch, checkpoint.head);
    for (const { scope, head } of checkpoint.scopes) {
      this.#db
        .prepare('INSERT OR REPLACE INTO scope_cursor (tenant, scope, position) VALUES (?, ?, ?)')
        .run(checkpoint.tenant, scope, head);
    }
  }
}

class SumsDiffer extends Error {}

/** SQLite has signed integers of 64 bits; sums are unsigned ones. */
function signed(sum: bigint): bigint {
  return BigInt.asIntN(64, sum);
}

function distinct(places: readonly RecordPlace[]): RecordPlace[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}
