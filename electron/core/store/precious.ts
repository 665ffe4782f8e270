import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type START_FAILURES } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type Log } from '../log/index.ts';
import { Attachments } from './attachments.ts';
import { backUp, hasBackups } from './backup.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { migrate, PRECIOUS_MIGRATIONS, schemaNumber } from './migrations.ts';
import { type Db, isDamage, isWhole, openForReading, openForWriting, removeDatabase } from './open.ts';
import { incarnationOf, Outbox } from './outbox.ts';
import { salvage, setAside } from './rescue.ts';
import { Site } from './site.ts';

export const PRECIOUS_FILE = 'precious.db';
const RESCUED_FILE = 'precious-rescued.db';
/** Not whole yet: a file of this name is never taken for the rescued one. */
const UNFINISHED_FILE = 'precious-unfinished.db';

export type StartFailure = (typeof START_FAILURES)[number];

/** `precious.db`: what must never be lost. One process writes it. */
export interface Precious {
  outbox: Outbox;
  attachments: Attachments;
  site: Site;
  journal: Journal;
  ledger: Ledger;
  incarnation: string;
  backUp(): void;
  close(): void;
}

/**
 * Opens `precious.db` in `folder`, makes it if there is none, and brings it up to date. A damaged one is set aside, and
 * the kiosk goes on with a fresh one that has a new incarnation and all that could be saved. One that is gone while
 * backups of it are here comes back from the newest sound one in the same way.
 * `data-folder-unusable`: the folder cannot be written, or the disk does not keep commits; `precious-newer-than-program`:
 * a later version wrote it; `precious-damaged`: damaged, and no fresh one could be made.
 */
export function openPrecious(folder: string, log: Log): Result<Precious, StartFailure> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return err('data-folder-unusable');
  }
  finishRescue(folder);
  const opened = isLost(folder) ? 'lost' : openWhole(folder);
  if (opened === undefined) return err('data-folder-unusable');
  const current = typeof opened === 'string' ? openAfresh(folder, log, opened) : bringUpToDate(opened);
  return current.ok ? ok(preciousOver(current.value, folder)) : current;
}

/** The site's facts, for a process that only reads. @throws when there is no such file yet */
export function openSiteForReading(folder: string): { site: Site; close(): void } {
  const db = openForReading(join(folder, PRECIOUS_FILE));
  if (schemaNumber(db) === 0) {
    db.close();
    throw new Error('precious.db is still being made');
  }
  return { site: new Site(db), close: () => db.close() };
}

/** A first start has no backups: where there are some, a file that is not there was lost. */
function isLost(folder: string): boolean {
  return !existsSync(join(folder, PRECIOUS_FILE)) && hasBackups(folder);
}

function openWhole(folder: string): Db | 'damaged' | undefined {
  let db: Db | undefined;
  try {
    db = openForWriting(join(folder, PRECIOUS_FILE), 'FULL');
    if (isWhole(db)) return db;
    db.close();
    return 'damaged';
  } catch (error) {
    db?.close();
    return isDamage(error) ? 'damaged' : undefined;
  }
}

function bringUpToDate(db: Db): Result<Db, StartFailure> {
  if (schemaNumber(db) > PRECIOUS_MIGRATIONS.length) {
    db.close();
    return err('precious-newer-than-program');
  }
  try {
    migrate(db, PRECIOUS_MIGRATIONS);
    db.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('incarnation', ?)").run(randomUUID());
    return ok(db);
  } catch (error) {
    db.close();
    if (isDamage(error)) return err('precious-damaged');
    return err('data-folder-unusable');
  }
}

/** The fresh file is whole before the damaged one is moved away: a power cut on the way loses nothing of either. */
function openAfresh(folder: string, log: Log, why: 'damaged' | 'lost'): Result<Db, StartFailure> {
  try {
    const saved = buildRescued(folder);
    setAside(folder, PRECIOUS_FILE);
    finishRescue(folder);
    log.write(why === 'lost' ? 'precious-restored' : 'precious-set-aside', { count: saved });
    return bringUpToDate(openForWriting(join(folder, PRECIOUS_FILE), 'FULL'));
  } catch {
    return err('precious-damaged');
  }
}

function buildRescued(folder: string): number {
  const unfinished = join(folder, UNFINISHED_FILE);
  removeDatabase(join(folder, RESCUED_FILE));
  const saved = fill(unfinished, folder);
  renameSync(unfinished, join(folder, RESCUED_FILE));
  return saved;
}

function fill(file: string, folder: string): number {
  const fresh = bringUpToDate(openForWriting(file, 'FULL'));
  if (!fresh.ok) throw new Error(fresh.reason);
  try {
    const into = fresh.value;
    // At once: a commit for each of thousands of items would outlast the patience of who started the process.
    return into.transaction(() => {
      const saved = salvage(folder, join(folder, PRECIOUS_FILE), into);
      new Journal(into).note('recovered', saved);
      return saved;
    })();
  } finally {
    fresh.value.close();
  }
}

/** Puts the fresh file in its place, also after a power cut between the two moves; what a cut left unfinished goes. */
function finishRescue(folder: string): void {
  removeDatabase(join(folder, UNFINISHED_FILE));
  const place = join(folder, PRECIOUS_FILE);
  const rescued = join(folder, RESCUED_FILE);
  if (!existsSync(place) && existsSync(rescued)) renameSync(rescued, place);
}

function preciousOver(db: Db, folder: string): Precious {
  const attachments = new Attachments(db, folder);
  attachments.tidy();
  return {
    outbox: new Outbox(db),
    attachments,
    site: new Site(db),
    journal: new Journal(db),
    ledger: new Ledger(db),
    incarnation: incarnationOf(db),
    backUp: () => backUp(db, folder),
    close: () => db.close(),
  };
}
