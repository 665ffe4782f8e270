import { type Db } from './open.ts';

export type JournalEvent = 'started' | 'enrolled' | 'recovered' | 'offered-again' | 'update-needed';
export type UsageEvent = 'recorded' | 'delivered' | 'needs-attention';

/** What happened to the kiosk and how much it was used, by the day and without a person in it. */
export class Journal {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  note(event: JournalEvent, amount?: number): void {
    this.#db
      .prepare('INSERT INTO journal (day, event, amount) VALUES (?, ?, ?)')
      .run(today(), event, amount ?? null);
  }

  count(event: UsageEvent, amount = 1): void {
    this.#db
      .prepare(
        `INSERT INTO usage (day, event, amount) VALUES (?, ?, ?)
         ON CONFLICT (day, event) DO UPDATE SET amount = amount + excluded.amount`,
      )
      .run(today(), event, amount);
  }
}

/** The day by the kiosk's clock, in UTC: kept for people, never used for order. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
