import { type Change, type Scope, type Snapshot, snapshotSchema } from '../../../shared/sync/index.ts';
import { type Db } from './open.ts';
import { prepared } from './statements.ts';

export interface Staging {
  epoch: string;
  /** The position that the staged pages begin after; 0 when everything is fetched from zero. */
  origin: number;
  last: number;
}

export interface StagedChange extends Omit<Change, 'body'> {
  body: string | null;
  /** The record's part of its scope's checksum, computed from the body that arrived; 0 for a delete. */
  sum: bigint;
}

/** What is being fetched. It survives a kill, and nothing of it is seen before it is whole. */
export class StagingArea {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  pages(tenant: string, scope: Scope): Staging | undefined {
    return this.#db
      .prepare<[string, string], Staging>(
        'SELECT epoch, origin, last FROM staging WHERE tenant = ? AND scope = ?',
      )
      .get(tenant, scope);
  }

  /** Keeps one page with how far it goes, together: an interrupted fetch goes on after it. */
  addPage(tenant: string, scope: Scope, staging: Staging, changes: readonly StagedChange[]): void {
    const insert = this.#db.prepare(
      `INSERT INTO staged (tenant, scope, position, collection, id, version, op, body, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#db.transaction(() => {
      for (const change of changes) {
        const { position, collection, id, version, op, body, sum } = change;
        insert.run(tenant, scope, position, collection, id, version, op, body, BigInt.asIntN(64, sum));
      }
      this.#db
        .prepare('INSERT OR REPLACE INTO staging (tenant, scope, epoch, origin, last) VALUES (?, ?, ?, ?, ?)')
        .run(tenant, scope, staging.epoch, staging.origin, staging.last);
    })();
  }

  /** Positions first, bodies one by one: all that a city filmed may be more than the memory should hold at once. */
  positions(tenant: string, scope: Scope, head: number): number[] {
    return this.#db
      .prepare<[string, string, number], number>(
        'SELECT position FROM staged WHERE tenant = ? AND scope = ? AND position <= ? ORDER BY position',
      )
      .pluck()
      .all(tenant, scope, head);
  }

  changeAt(tenant: string, scope: Scope, position: number): StagedChange | undefined {
    const row = prepared<[string, string, number], Omit<StagedChange, 'sum'> & { sum: string }>(
      this.#db,
      // A sum is read as text, since the other columns fit a plain number and it does not.
      `SELECT position, collection, id, version, op, body, CAST(sum AS TEXT) AS sum FROM staged
       WHERE tenant = ? AND scope = ? AND position = ?`,
    ).get(tenant, scope, position);
    return row && { ...row, sum: BigInt.asUintN(64, BigInt(row.sum)) };
  }

  dropPages(tenant: string, scope?: Scope): void {
    for (const table of ['staged', 'staging']) {
      this.#db
        .prepare(`DELETE FROM ${table} WHERE tenant = ? AND coalesce(?, scope) = scope`)
        .run(tenant, scope ?? null);
    }
  }

  /** The snapshot that a fetch of this scope began with; its text was verified before it was kept. */
  snapshot(tenant: string, scope: Scope): Snapshot | undefined {
    const manifest = this.#db
      .prepare<[string, string], string>('SELECT manifest FROM fetching WHERE tenant = ? AND scope = ?')
      .pluck()
      .get(tenant, scope);
    return manifest === undefined ? undefined : snapshotSchema.parse(JSON.parse(manifest));
  }

  keepSnapshot(snapshot: Snapshot): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO fetching (tenant, scope, manifest) VALUES (?, ?, ?)')
      .run(snapshot.tenant, snapshot.scope, JSON.stringify(snapshot));
  }

  dropSnapshot(tenant: string, scope: Scope): void {
    this.#db.prepare('DELETE FROM fetching WHERE tenant = ? AND scope = ?').run(tenant, scope);
  }

  /** Every snapshot that a fetch is under way of, of all tenants. */
  snapshots(): Snapshot[] {
    return this.#db
      .prepare<[], string>('SELECT manifest FROM fetching')
      .pluck()
      .all()
      .map((manifest) => snapshotSchema.parse(JSON.parse(manifest)));
  }

  dropAll(tenant: string): void {
    this.dropPages(tenant);
    this.#db.prepare('DELETE FROM fetching WHERE tenant = ?').run(tenant);
  }
}
