import { type CommandOutcome, COMMANDS_TOLD } from '../../../shared/sync/index.ts';
import { type Db } from './open.ts';

/** When, in milliseconds since 1970 by the hub's clock. */
export interface EndedCommand {
  id: string;
  outcome: CommandOutcome;
  endedAt: number;
}

/** The commands that are over: one that is written down here is never carried out again. */
export class Ledger {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  has(id: string): boolean {
    return this.#db.prepare('SELECT 1 FROM command WHERE id = ?').get(id) !== undefined;
  }

  /** Committed before the command is carried out: a power cut may leave it undone, and never done twice. */
  end(id: string, outcome: CommandOutcome, endedAt: number): void {
    this.#db
      .prepare(
        `INSERT INTO command (id, outcome, ended_at) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, ended_at = excluded.ended_at`,
      )
      .run(id, outcome, endedAt);
  }

  newest(): EndedCommand[] {
    return this.#db
      .prepare<[number], EndedCommand>(
        'SELECT id, outcome, ended_at AS endedAt FROM command ORDER BY position DESC LIMIT ?',
      )
      .all(COMMANDS_TOLD);
  }
}
