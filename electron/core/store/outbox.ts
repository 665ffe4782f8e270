import { today } from './journal.ts';
import { type Db } from './open.ts';

export interface OutboxRow {
  id: string;
  tenant: string;
  /** The signed text, kept letter for letter; empty once it is settled. */
  item: string;
  signature: string;
}

export type DeliveryState = 'accepted' | 'attention';

interface Placed {
  incarnation: string;
  number: number;
}

/** A row with its place in the order of recording. */
export interface AcceptedRow extends OutboxRow {
  position: number;
}

/**
 * What visitors entrusted to the kiosk. Ciphertext only, and rows stay after the hub has them; those that are settled have
 * no item any more.
 */
export class Outbox {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  find(id: string): OutboxRow | undefined {
    return this.#db
      .prepare<[string], OutboxRow>('SELECT id, tenant, item, signature FROM outbox WHERE id = ?')
      .get(id);
  }

  /**
   * Commits one item under the next number of this file's incarnation. `write` makes the signed text once the number is
   * known, inside the transaction, so that no number is ever given twice or lost.
   */
  add(
    header: { id: string; tenant: string },
    write: (place: Placed) => { item: string; signature: string },
  ): void {
    this.#db
      .transaction(() => {
        const place = this.#nextPlace();
        const { item, signature } = write(place);
        this.#db
          .prepare(
            'INSERT INTO outbox (id, incarnation, number, tenant, item, signature) VALUES (?, ?, ?, ?, ?, ?)',
          )
          .run(header.id, place.incarnation, place.number, header.tenant, item, signature);
      })
      .immediate();
  }

  #nextPlace(): Placed {
    const incarnation = incarnationOf(this.#db);
    const last = this.#db
      .prepare<[string], number>('SELECT coalesce(max(number), 0) FROM outbox WHERE incarnation = ?')
      .pluck()
      .get(incarnation);
    return { incarnation, number: (last ?? 0) + 1 };
  }

  /** The oldest that the hub does not have yet, leaving out some tenants. */
  waiting(limit: number, exceptTenants: readonly string[] = []): OutboxRow[] {
    return this.#db
      .prepare<[string, number], OutboxRow>(
        `SELECT id, tenant, item, signature FROM outbox
         WHERE state = 'waiting' AND tenant NOT IN (SELECT value FROM json_each(?))
         ORDER BY position LIMIT ?`,
      )
      .all(JSON.stringify(exceptTenants), limit);
  }

  /** All that wait, oldest first, a part at a time. */
  *waitingByParts(size: number): Generator<OutboxRow[]> {
    const part = this.#db.prepare<[number, number], OutboxRow & { position: number }>(
      `SELECT position, id, tenant, item, signature FROM outbox
       WHERE state = 'waiting' AND position > ? ORDER BY position LIMIT ?`,
    );
    for (let rows = part.all(0, size); rows.length > 0; rows = part.all(rows.at(-1)?.position ?? 0, size))
      yield rows;
  }

  /** Settled items are not among the accepted ones: those are what is still to be kept. */
  count(state: 'waiting' | DeliveryState): number {
    const count = this.#db
      .prepare<[string], number>(
        "SELECT count(*) FROM outbox WHERE state = ? AND (state <> 'accepted' OR item <> '')",
      )
      .pluck()
      .get(state);
    return count ?? 0;
  }

  /** The oldest that the hub has accepted and not settled, after a position. */
  unsettled(tenant: string, limit: number, after = 0): AcceptedRow[] {
    return this.#db
      .prepare<[string, number, number], AcceptedRow>(
        `SELECT position, id, tenant, item, signature FROM outbox
         WHERE tenant = ? AND state = 'accepted' AND item <> '' AND position > ? ORDER BY position LIMIT ?`,
      )
      .all(tenant, after, limit);
  }

  /**
   * Erases items that the city has in a verified backup, from the log beside the file too; not one of whose attachments the
   * city has not said that it has them, whoever asks for it. Older backups of this file hold them until they are dropped,
   * within days.
   */
  erase(items: readonly { id: string; sha256: string }[]): void {
    if (items.length === 0) return;
    const note = this.#db.prepare('INSERT OR REPLACE INTO settled (id, sha256, day) VALUES (?, ?, ?)');
    const empty = this.#db.prepare(
      `UPDATE outbox SET item = '', signature = '' WHERE id = ? AND NOT EXISTS
         (SELECT 1 FROM attachment WHERE attachment.item = outbox.id AND attachment.state <> 'present')`,
    );
    this.#db.transaction(() => {
      for (const { id, sha256 } of items) {
        if (empty.run(id).changes > 0) note.run(id, sha256, today());
      }
    })();
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Items that the hub had accepted and does not have any more are to be delivered again (I1). */
  offer(ids: readonly string[]): void {
    const update = this.#db.prepare(
      "UPDATE outbox SET state = 'waiting' WHERE id = ? AND state = 'accepted' AND item <> ''",
    );
    this.#db.transaction(() => {
      for (const id of ids) update.run(id);
    })();
  }

  settle(outcomes: readonly { id: string; state: DeliveryState; reason: string | null }[]): void {
    const update = this.#db.prepare('UPDATE outbox SET state = ?, reason = ? WHERE id = ?');
    this.#db.transaction(() => {
      for (const outcome of outcomes) update.run(outcome.state, outcome.reason, outcome.id);
    })();
  }

  /**
   * Offers everything again, once for each epoch that a tenant's hub comes with. The epoch is kept in the file of the
   * items: content may be lost, or this file restored, without the other.
   * @returns how many items
   */
  offerInEpoch(tenant: string, epoch: string): number {
    return this.#db
      .transaction(() => {
        const name = `epoch ${tenant}`;
        const known = this.#db
          .prepare<[string], string>('SELECT value FROM meta WHERE name = ?')
          .pluck()
          .get(name);
        if (known === epoch) return 0;
        this.#db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)').run(name, epoch);
        return this.offerAgain(tenant);
      })
      .immediate();
  }

  /** A hub that was restored from a backup may have lost what it had accepted and not settled: it is offered again (I1). */
  offerAgain(tenant: string): number {
    return this.#db
      .prepare("UPDATE outbox SET state = 'waiting' WHERE tenant = ? AND state = 'accepted' AND item <> ''")
      .run(tenant).changes;
  }
}

export function incarnationOf(db: Db): string {
  const value = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'incarnation'").pluck().get();
  if (value === undefined) throw new Error('precious.db has no incarnation');
  return value;
}
