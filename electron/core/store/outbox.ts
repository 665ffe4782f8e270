import { type Db } from './open.ts';

export interface OutboxRow {
  id: string;
  tenant: string;
  /** The signed text, kept letter for letter. */
  item: string;
  signature: string;
}

export type DeliveryState = 'accepted' | 'attention';

interface Placed {
  incarnation: string;
  number: number;
}

/** What visitors entrusted to the kiosk. Ciphertext only, and rows stay after the hub has them. */
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

  count(state: 'waiting' | DeliveryState): number {
    return (
      this.#db.prepare<[string], number>('SELECT count(*) FROM outbox WHERE state = ?').pluck().get(state) ??
      0
    );
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

  /** A hub that was restored from a backup may have lost what it had accepted: it is offered again (I1). */
  offerAgain(tenant: string): number {
    return this.#db
      .prepare("UPDATE outbox SET state = 'waiting' WHERE tenant = ? AND state = 'accepted'")
      .run(tenant).changes;
  }
}

export function incarnationOf(db: Db): string {
  const value = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'incarnation'").pluck().get();
  if (value === undefined) throw new Error('precious.db has no incarnation');
  return value;
}
