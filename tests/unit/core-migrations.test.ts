import { expect, test } from 'vitest';
import { PRECIOUS_MIGRATIONS } from '../../electron/core/store/migrations.ts';

/** What takes something away from a table that a kiosk already has, or changes what it means. */
const TAKES_AWAY =
  /\b(DROP\s+(TABLE|COLUMN|INDEX|VIEW|TRIGGER)|RENAME\s+(TO|COLUMN)|DELETE\s+FROM|UPDATE\s+\w+\s+SET|REPLACE\s+INTO|TRUNCATE)\b/gi;

/** A column that old rows and old programs do not know must not be demanded of them. */
const DEMANDS = /ADD\s+(COLUMN\s+)?\w+\s+\w+[^;]*\bNOT\s+NULL\b(?![^;]*\bDEFAULT\b)/gi;

function takenAway(sql: string): string[] {
  const bare = sql.replaceAll(/--[^\n]*/g, '').replaceAll(/'[^']*'/g, "''");
  return [...bare.matchAll(TAKES_AWAY), ...bare.matchAll(DEMANDS)].map(([found]) => found);
}

test.each(PRECIOUS_MIGRATIONS)('step $number ($name) only adds', ({ sql }) => {
  expect(takenAway(sql)).toEqual([]);
});

test('steps are numbered 1, 2, 3…', () => {
  expect(PRECIOUS_MIGRATIONS.map((step) => step.number)).toEqual(PRECIOUS_MIGRATIONS.map((_, at) => at + 1));
});

test.each([
  'DROP TABLE outbox',
  'alter table outbox drop column reason',
  'ALTER TABLE outbox RENAME TO sent',
  'ALTER TABLE outbox RENAME COLUMN item TO text',
  "DELETE FROM outbox WHERE state = 'accepted'",
  "UPDATE outbox SET state = 'waiting'",
  'DROP INDEX outbox_waiting',
  'ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL',
])('the guard sees that "%s" does not only add', (sql) => {
  expect(takenAway(sql)).not.toEqual([]);
});

test.each([
  'CREATE TABLE lane (name TEXT PRIMARY KEY) STRICT',
  'ALTER TABLE outbox ADD COLUMN lane TEXT',
  "ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT 'slow'",
  'CREATE INDEX outbox_tenant ON outbox (tenant)',
  '-- DROP TABLE would be wrong here\nCREATE TABLE a (b TEXT NOT NULL) STRICT',
])('the guard lets "%s" pass', (sql) => {
  expect(takenAway(sql)).toEqual([]);
});
