import { type Epoch } from './epoch.ts';
import { today } from './journal.ts';
import { type Lane, rankOf } from './lanes.ts';
import { keyIn } from './migrations.ts';
import { type Db } from './open.ts';

export interface OutboxRow {
  id: string;
  tenant: string;
  /** The signed text, kept letter for letter; empty once it is settled. */
  item: string;
  signature: string;
}

export type DeliveryState = 'accepted' | 'attention';

/** What the hub's word makes of an item. */
export interface Outcome {
  id: string;
  state: DeliveryState;
  reason: string | null;
}

/** Nothing of what the items hold. */
export interface Trouble {
  state: 'waiting' | 'attention';
  reason: string;
  count: number;
}

interface Placed {
  incarnation: string;
  number: number;
}

/** A row with how far it is. */
export interface HeldRow extends OutboxRow {
  state: 'waiting' | DeliveryState;
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
    header: { id: string; tenant: string; lane?: Lane },
    write: (place: Placed) => { item: string; signature: string },
  ): void {
    this.#db
      .transaction(() => {
        const place = this.#nextPlace();
        const { item, signature } = write(place);
        this.#db
          .prepare(
            `INSERT INTO outbox (id, incarnation, number, tenant, lane, item, signature)
             VALUES (?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            header.id,
            place.incarnation,
            place.number,
            header.tenant,
            rankOf(header.lane),
            item,
            signature,
          );
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

  /** The tenants for which something waits. */
  waitingTenants(): string[] {
    return this.#db
      .prepare<[], string>("SELECT DISTINCT tenant FROM outbox WHERE state = 'waiting'")
      .pluck()
      .all();
  }

  /** What the hub does not have yet, lane after lane and the oldest of each first; of all tenants unless some are named. */
  waiting(limit: number, tenants: readonly string[] = this.waitingTenants()): OutboxRow[] {
    return this.#inLanes('position', limit, tenants);
  }

  /** As `waiting`, with the newest of each lane first. */
  newestWaiting(limit: number, tenants: readonly string[]): OutboxRow[] {
    return this.#inLanes('position DESC', limit, tenants);
  }

  #inLanes(order: 'position' | 'position DESC', limit: number, tenants: readonly string[]): OutboxRow[] {
    return this.#db
      .prepare<[string, number], OutboxRow>(
        `SELECT id, tenant, item, signature FROM outbox
         WHERE state = 'waiting' AND tenant IN (SELECT value FROM json_each(?))
         ORDER BY lane, ${order} LIMIT ?`,
      )
      .all(JSON.stringify(tenants), limit);
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

  /** The day that the item says which has waited longest; undefined when none waits, or the disk altered it. */
  oldestWaitingDay(): string | undefined {
    const day = this.#db
      .prepare<[], string | null>(
        `SELECT CASE WHEN json_valid(item) THEN json_extract(item, '$.recordedOn') END
         FROM outbox WHERE state = 'waiting' ORDER BY position LIMIT 1`,
      )
      .pluck()
      .get();
    return day ?? undefined;
  }

  /** Those of these ids that are here and not erased. */
  held(ids: readonly string[]): HeldRow[] {
    return this.#db
      .prepare<[string], HeldRow>(
        `SELECT id, tenant, item, signature, state FROM outbox
         WHERE id IN (SELECT value FROM json_each(?)) AND item <> ''`,
      )
      .all(JSON.stringify(ids));
  }

  /** Of each incarnation, the number below which no item waits for a word of the city any more. */
  openNumbers(): { incarnation: string; from: number }[] {
    return this.#db
      .prepare<[], { incarnation: string; from: number }>(
        `SELECT incarnation,
           coalesce(min(CASE WHEN item <> '' AND state <> 'attention' THEN number END), max(number) + 1) AS "from"
         FROM outbox GROUP BY incarnation`,
      )
      .all();
  }

  /** The keys to which what is kept here is sealed, tenant by tenant; null for what cannot be read. */
  keptKeys(): { tenant: string; hubKey: string | null; serviceKey: string | null }[] {
    return this.#db
      .prepare<[], { tenant: string; hubKey: string | null; serviceKey: string | null }>(
        `SELECT DISTINCT tenant, ${keyIn('hubKey')} AS hubKey, ${keyIn('serviceKey')} AS serviceKey
         FROM outbox WHERE item <> ''`,
      )
      .all();
  }

  /** What keeps items here, and how many each: those that need a person, and those that are still tried. */
  troubles(): Trouble[] {
    return this.#db
      .prepare<[], Trouble>(
        `SELECT state, reason, count(*) AS count FROM outbox
         WHERE state <> 'accepted' AND reason IS NOT NULL GROUP BY state, reason ORDER BY state, reason`,
      )
      .all();
  }

  /** Whether the city ever said that a verified backup of it holds something of this kiosk. */
  hasSettled(): boolean {
    return this.#db.prepare('SELECT 1 FROM settled LIMIT 1').get() !== undefined;
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
   * city has not said that it has them, whoever asks for it. Backups of this file that hold them are dropped with the next
   * one, which comes within the hour.
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

  settle(outcomes: readonly Outcome[]): void {
    const update = this.#db.prepare('UPDATE outbox SET state = ?, reason = ? WHERE id = ?');
    this.#db.transaction(() => {
      for (const outcome of outcomes) update.run(outcome.state, outcome.reason, outcome.id);
    })();
  }

  /** Notes why an item is still here, for staff to see; it goes on waiting. */
  noteTrouble(id: string, reason: string): void {
    this.#db
      .prepare("UPDATE outbox SET reason = ? WHERE id = ? AND state = 'waiting' AND reason IS NOT ?")
      .run(reason, id, reason);
  }

  /**
   * Notes that the hub got other bytes than those that are here.
   * @returns how often it has said so
   */
  refuse(id: string, reason: string): number {
    const count = this.#db
      .prepare<[string, string], number>(
        'UPDATE outbox SET refusals = refusals + 1, reason = ? WHERE id = ? RETURNING refusals',
      )
      .pluck()
      .get(reason, id);
    return count ?? 0;
  }

  /**
   * Offers everything again, once for each epoch that a tenant's hub comes with. The epoch is kept in the file of the
   * items: content may be lost, or this file restored, without the other.
   * @param said of a checkpoint that may be followed: nothing later is known
   * @param comesHere whether what was meant for a tenant is brought to this one: also that of former partners
   * @returns how many items
   */
  offerInEpoch(tenant: string, said: Epoch, comesHere: (meantFor: string) => boolean): number {
    const known = this.epoch(tenant);
    const isSame = known?.epoch === said.epoch;
    if (isSame && known.epochNumber >= said.epochNumber) return 0;
    const keep = this.#db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)');
    return this.#db
      .transaction(() => {
        keep.run(`epoch ${tenant}`, said.epoch);
        keep.run(`epoch-number ${tenant}`, String(said.epochNumber));
        return isSame ? 0 : this.offerAgain(this.#tenants().filter(comesHere));
      })
      .immediate();
  }

  /** The epoch in which this tenant's items were last offered; undefined before the first. */
  epoch(tenant: string): Epoch | undefined {
    const meta = this.#db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck();
    const epoch = meta.get(`epoch ${tenant}`);
    // A program that knew no numbers has left none.
    const number = meta.get(`epoch-number ${tenant}`) ?? '0';
    return epoch === undefined ? undefined : { epoch, epochNumber: Number(number) };
  }

  /**
   * A hub that was restored from a backup may have lost what it had accepted and not settled, and what it had kept for
   * people: both are offered again (I1).
   */
  offerAgain(tenants: readonly string[]): number {
    return this.#db
      .prepare(
        `UPDATE outbox SET state = 'waiting', refusals = 0
         WHERE tenant IN (SELECT value FROM json_each(?)) AND state <> 'waiting' AND item <> ''`,
      )
      .run(JSON.stringify(tenants)).changes;
  }

  #tenants(): string[] {
    return this.#db.prepare<[], string>('SELECT DISTINCT tenant FROM outbox').pluck().all();
  }
}

export function incarnationOf(db: Db): string {
  const value = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'incarnation'").pluck().get();
  if (value === undefined) throw new Error('precious.db has no incarnation');
  return value;
}
