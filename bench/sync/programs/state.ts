import { type Db } from '../../../electron/core/store/index.ts';

export interface KioskState {
  records: number;
  /** Services that the full-text index finds by a word that every text has. */
  found: number;
}

/** What a visitor would find in this file just now. */
export function stateOf(db: Db): KioskState {
  return {
    records: count(db, 'SELECT count(*) FROM record'),
    found: count(db, "SELECT count(*) FROM search_text WHERE search_text MATCH 'de'"),
  };
}

function count(db: Db, query: string): number {
  return db.prepare<[], number>(query).pluck().get() ?? 0;
}
