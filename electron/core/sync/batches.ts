import { SUBMISSION_BATCH } from '../../../shared/sync/index.ts';
import { type Outbox, type OutboxRow } from '../store/index.ts';

/** What one request carries at most; a single larger item goes alone. */
const BATCH_SIGNS = 1_000_000;

/** A line that broke under a batch is given half of it, and more again with each one that comes through. */
const GROWTH = 1.5;

/** The part of a request that is kept for the newest. */
const FOR_THE_NEWEST = 1 / 8;
const NEWEST_ITEMS = SUBMISSION_BATCH * FOR_THE_NEWEST;

/**
 * Chooses what goes together to one hub. Lane after lane and the oldest first, and a part of each request for the newest:
 * who confirmed a moment ago must not wait behind what weeks without a network left here. What a line breaks under alone
 * goes last and alone, so that it never stands in the way.
 */
export class Batches {
  readonly #outbox: Outbox;
  /** By id, how often a line broke under it alone. */
  readonly #brokeAlone = new Map<string, number>();
  #signs = BATCH_SIGNS;
  #isNewestsTurn = false;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /**
   * Empty when nothing may be tried now.
   * @param tenants whose items go
   * @param mayGo false for items that were put off
   */
  next(tenants: readonly string[], mayGo: (row: OutboxRow) => boolean): OutboxRow[] {
    const isEasy = (row: OutboxRow) => mayGo(row) && !this.#brokeAlone.has(row.id);
    const oldest = firstOf(SUBMISSION_BATCH, (limit) => this.#outbox.waiting(limit, tenants), isEasy);
    if (oldest.length === 0) return this.#hardOne(tenants, mayGo);
    const newest = firstOf(NEWEST_ITEMS, (limit) => this.#outbox.newestWaiting(limit, tenants), isEasy);
    const kept = this.#keptForNewest(newest, oldest);
    const room = { signs: this.#signs - signsOf(kept), items: SUBMISSION_BATCH - kept.length };
    const others = taking(without(oldest, kept), room);
    const chosen = new Set([...others, ...kept].map(({ id }) => id));
    // Who came first is judged first, as far as one request can tell.
    const batch = [...oldest.filter(({ id }) => chosen.has(id)), ...without(kept, oldest)];
    return batch.length > 0 ? batch : oldest.slice(0, 1);
  }

  cameThrough(batch: readonly OutboxRow[]): void {
    for (const { id } of batch) this.#brokeAlone.delete(id);
    this.#signs = Math.min(BATCH_SIGNS, this.#signs * GROWTH);
  }

  wasCut(batch: readonly OutboxRow[]): void {
    const [only] = batch;
    if (only && batch.length === 1) this.#brokeAlone.set(only.id, (this.#brokeAlone.get(only.id) ?? 0) + 1);
    this.#signs = Math.min(this.#signs, signsOf(batch)) / 2;
  }

  /** When a request has no room for the oldest and the newest, they take turns. */
  #keptForNewest(newest: readonly OutboxRow[], oldest: readonly OutboxRow[]): OutboxRow[] {
    const share = { signs: this.#signs * FOR_THE_NEWEST, items: NEWEST_ITEMS };
    const several = taking(newest, share);
    if (several.length > 0) return several.toReversed();
    const ends = [...newest.slice(0, 1), ...oldest.slice(0, 1)];
    const hasRoom = signsOf(ends) <= this.#signs;
    if (!hasRoom) this.#isNewestsTurn = !this.#isNewestsTurn;
    return hasRoom || this.#isNewestsTurn ? taking(newest.slice(0, 1), { signs: this.#signs, items: 1 }) : [];
  }

  /** Those that broke the line least often come first: one that never passes does not hold up the rest. */
  #hardOne(tenants: readonly string[], mayGo: (row: OutboxRow) => boolean): OutboxRow[] {
    if (this.#brokeAlone.size === 0) return [];
    const rows = firstOf(SUBMISSION_BATCH, (limit) => this.#outbox.waiting(limit, tenants), mayGo);
    const breaks = ({ id }: OutboxRow) => this.#brokeAlone.get(id) ?? 0;
    return rows.toSorted((a, b) => breaks(a) - breaks(b)).slice(0, 1);
  }
}

/** Enough of those that fit. More are looked at only when some are put off: mostly none is. */
function firstOf(
  enough: number,
  ask: (limit: number) => OutboxRow[],
  fits: (row: OutboxRow) => boolean,
): OutboxRow[] {
  for (let limit = enough; ; limit *= 4) {
    const rows = ask(limit);
    const fitting = rows.filter(fits);
    if (fitting.length >= enough || rows.length < limit) return fitting;
  }
}

/** In their order, as many as there is room for; a larger one is passed over. */
function taking(rows: readonly OutboxRow[], room: { signs: number; items: number }): OutboxRow[] {
  let { signs, items } = room;
  return rows.filter((row) => {
    if (items < 1 || row.item.length > signs) return false;
    items -= 1;
    signs -= row.item.length;
    return true;
  });
}

function without(rows: readonly OutboxRow[], others: readonly OutboxRow[]): OutboxRow[] {
  const ids = new Set(others.map(({ id }) => id));
  return rows.filter(({ id }) => !ids.has(id));
}

function signsOf(rows: readonly OutboxRow[]): number {
  return rows.reduce((signs, row) => signs + row.item.length, 0);
}
