import { type Statement } from 'better-sqlite3';
import { type Db } from './open.ts';

const known = new WeakMap<Db, Map<string, Statement>>();

/** The prepared statement of a text, compiled once for each database: a first sync runs each fifty thousand times. */
export function prepared<Parameters extends unknown[] | object = unknown[], Row = unknown>(
  db: Db,
  sql: string,
): Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row> {
  const statements = known.get(db) ?? new Map<string, Statement>();
  known.set(db, statements);
  const statement = statements.get(sql) ?? db.prepare(sql);
  statements.set(sql, statement);
  return statement as Statement<Parameters extends unknown[] ? Parameters : [Parameters], Row>;
}
