import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Log } from '../log/index.ts';
import { CONTENT_SCHEMA, CONTENT_TABLES } from './content-schema.ts';
import { schemaNumber } from './migrations.ts';
import { type Db, isWhole, openForReading, openForWriting, removeDatabase } from './open.ts';

export const CONTENT_FILE = 'content.db';
const NEW_FILE = 'content-new.db';

/** Makes the page's tables from the records; given from outside, since it is not the store's business. */
export interface Projector {
  /** The program's version. */
  version: string;
  projectAll(db: Db): void;
}

/**
 * Opens `content.db`, which is disposable: one that is damaged or of another schema is rebuilt aside from the records
 * that can still be read, and sync brings the rest. Whoever reads it meanwhile sees the old one or the new one, whole.
 */
export function openContent(folder: string, projector: Projector, log: Log): Db {
  const file = join(folder, CONTENT_FILE);
  const current = openCurrent(file);
  if (current) return projectedBy(current, projector);
  const rebuilt = existsSync(file);
  build(folder, projector);
  if (rebuilt) log.write('content-rebuilt');
  return openForWriting(file, 'NORMAL');
}

/** @throws when there is none yet, or one of another schema */
export function openContentForReading(folder: string): Db {
  const db = openForReading(join(folder, CONTENT_FILE));
  if (schemaNumber(db) === CONTENT_SCHEMA) return db;
  db.close();
  throw new Error('content.db is of another schema');
}

function openCurrent(file: string): Db | undefined {
  if (!existsSync(file)) return undefined;
  let db: Db | undefined;
  try {
    db = openForWriting(file, 'NORMAL');
    if (schemaNumber(db) === CONTENT_SCHEMA && isWhole(db)) return db;
  } catch {
    // Damaged: it is replaced.
  }
  db?.close();
  return undefined;
}

/** Another version of the program may understand more, or less, of the records that are already here. */
function projectedBy(db: Db, projector: Projector): Db {
  const by = db.prepare<[], string>('SELECT projected_by FROM generation').pluck().get();
  if (by === projector.version) return db;
  db.transaction(() => {
    projector.projectAll(db);
    db.prepare('UPDATE generation SET number = number + 1, projected_by = ?').run(projector.version);
  })();
  return db;
}

function build(folder: string, projector: Projector): void {
  const aside = join(folder, NEW_FILE);
  removeDatabase(aside);
  const db = openForWriting(aside, 'NORMAL');
  db.exec(CONTENT_TABLES);
  carryRecords(join(folder, CONTENT_FILE), db);
  // A clock in milliseconds starts above every counter of an earlier file, so that the generation still only grows.
  db.prepare('INSERT INTO generation (only_row, number, projected_by) VALUES (1, ?, ?)').run(
    Date.now(),
    projector.version,
  );
  projector.projectAll(db);
  db.pragma(`user_version = ${CONTENT_SCHEMA}`);
  db.close();
  removeDatabase(join(folder, CONTENT_FILE));
  renameSync(aside, join(folder, CONTENT_FILE));
}

/** A new version of the program must not empty the screens of a kiosk that has no network. All or nothing. */
function carryRecords(oldFile: string, into: Db): void {
  if (!existsSync(oldFile)) return;
  try {
    const old = openForReading(oldFile);
    try {
      if (isWhole(old)) copyTables(old, into);
    } finally {
      old.close();
    }
  } catch {
    // Nothing readable: sync fills the new file.
  }
}

function copyTables(from: Db, into: Db): void {
  into.transaction(() => {
    for (const table of ['record', 'cursor', 'scope_cursor']) {
      const rows = from.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).safeIntegers();
      for (const row of rows.iterate()) {
        const columns = Object.keys(row);
        const marks = columns.map(() => '?').join(', ');
        into
          .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
          .run(...Object.values(row));
      }
    }
  })();
}
