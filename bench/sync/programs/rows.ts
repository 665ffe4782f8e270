import { silentLog } from '../../../electron/core/log/index.ts';
import { project, projectAll } from '../../../electron/core/projection/index.ts';
import { type Db, openContent } from '../../../electron/core/store/index.ts';
import { CITY } from '../city.ts';

export interface Row {
  collection: string;
  id: string;
  version: number;
  body: string;
  /** Its part of the scope's checksum, which a signed integer of SQLite holds. */
  sum: bigint;
}

export function openRows(folder: string): Db {
  return openContent(folder, { version: 'bench', projectAll }, silentLog);
}

/** Puts rows where the kiosk's core puts them, and makes of them what it makes, without any of its checks. */
export function insertRows(db: Db, rows: Iterable<Row>): void {
  const insert = db.prepare(
    `INSERT INTO record (tenant, scope, collection, id, version, body, sum) VALUES (?, 'public', ?, ?, ?, ?, ?)`,
  );
  db.transaction(() => {
    const places = [];
    for (const { collection, id, version, body, sum } of rows) {
      insert.run(CITY, collection, id, version, body, sum);
      places.push({ scope: 'public', collection, id });
    }
    project(db, CITY, places);
    db.prepare('UPDATE generation SET number = number + 1').run();
  })();
}

/** All rows of a finished file, one JSON text each. */
export function* rowLines(db: Db): Generator<string> {
  const rows = db.prepare<[], Omit<Row, 'sum'> & { sum: string }>(
    'SELECT collection, id, version, body, CAST(sum AS TEXT) AS sum FROM record',
  );
  for (const row of rows.iterate()) yield `${JSON.stringify(row)}\n`;
}
