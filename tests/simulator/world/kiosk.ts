import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Envelope } from '../../../shared/sealing/index.ts';
import { recordOn } from '../../support/recording.ts';
import { kioskParts, type KioskParts } from '../../support/kiosk-parts.ts';
import { withWrongYear } from './clocks.ts';
import { type Db, type StatementHook, unwatched, watchStatements } from './statements.ts';

/** So many statements of SQLite after it begins, or after it begins to save how far it has followed. */
export interface Moment {
  since: 'start' | 'cursor';
  statement: number;
}

/** What became of something that a kiosk did: it may have been killed while it did it. */
export type Did<T> = { killed: false; value: T } | { killed: true };

class Killed extends Error {}

export interface KioskOptions {
  url: string;
  /** Changes the kiosk's statements, or its parts, to show what would be lost without a part of it. */
  onStatement?: StatementHook | undefined;
  alter?: ((parts: KioskParts) => void) | undefined;
}

/** A kiosk's folder, and the process that runs on it now, if one does. */
export class Kiosk {
  readonly name: string;
  folder: string;
  /** Years by which its calendar is wrong. */
  wrongYears = 0;
  /** A line or a hub altered something that it sent: some of its items may need people. */
  wasAltered = false;
  diskIsFull = false;
  readonly #options: KioskOptions;
  #parts: KioskParts | undefined;
  #killBefore: Moment | undefined;
  #isDead = false;
  #opened = new Set<Db>();
  #endWatching: () => void = () => undefined;

  constructor(name: string, options: KioskOptions, folder = newFolder()) {
    this.name = name;
    this.#options = options;
    this.folder = folder;
  }

  /**
   * Does something as a kiosk does, starting it first if need be. With `killBefore` it is killed just before that
   * statement of SQLite: what the next process finds is the folder as it lay on the disk then.
   */
  async do<T>(work: (parts: KioskParts) => Promise<T> | T, killBefore?: Moment): Promise<Did<T>> {
    this.#killBefore = killBefore;
    try {
      const value = await withWrongYear(this.wrongYears, async () => work(this.#start()));
      this.#killBefore = undefined;
      if (!this.#isDead) return { killed: false, value };
    } catch (error) {
      if (this.#isDead) return this.#bury();
      if (!this.#parts) this.#bury();
      throw error;
    }
    return this.#bury();
  }

  stop(): void {
    unwatched(() => this.#parts?.close());
    this.#parts = undefined;
    this.#opened.clear();
    this.#endWatching();
  }

  /** Commits a sealed submission, as the page asks for it. */
  async record(envelope: Envelope, killBefore?: Moment) {
    return this.do((parts) => recordOn(parts, envelope, { onDamage: () => undefined }), killBefore);
  }

  /** From now on no file of its can grow. */
  fillDisk(): void {
    this.diskIsFull = true;
    this.#limitFiles();
  }

  freeDisk(): void {
    this.diskIsFull = false;
    this.#limitFiles();
  }

  /** The whole folder, as somebody would copy a disk. */
  copyFolder(): string {
    const copy = newFolder();
    cpSync(this.folder, copy, { recursive: true });
    return copy;
  }

  /** `content.db` turns out to be nothing that SQLite can read. */
  damageContent(): void {
    this.stop();
    spoilFile(this.folder, 'content.db');
  }

  /** `precious.db` too: the kiosk saves what it can from its backup. */
  damagePrecious(): void {
    this.stop();
    spoilFile(this.folder, 'precious.db');
  }

  /** Somebody puts the newest backup in the place of `precious.db`. False when there is none. */
  restoreBackup(): boolean {
    this.stop();
    const backups = join(this.folder, 'backups');
    const newest = existsSync(backups) ? readdirSync(backups).toSorted().at(-1) : undefined;
    if (newest === undefined) return false;
    for (const suffix of ['-wal', '-shm']) rmSync(join(this.folder, `precious.db${suffix}`), { force: true });
    cpSync(join(backups, newest), join(this.folder, 'precious.db'));
    return true;
  }

  remove(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #start(): KioskParts {
    if (this.#parts) return this.#parts;
    this.#endWatching = watchStatements(this.folder, (db, sql, parameters) =>
      this.#beforeStatement(db, sql, parameters),
    );
    const parts = kioskParts(this.folder, `${this.#options.url}/${this.name}`);
    this.#options.alter?.(parts);
    this.#parts = parts;
    return parts;
  }

  #beforeStatement(db: Db, sql: string, parameters: readonly unknown[]): void {
    if (this.#isDead) throw new Killed();
    if (!this.#opened.has(db)) {
      this.#opened.add(db);
      if (this.diskIsFull) this.#limitFiles();
    }
    if (this.#isTimeToDie(sql)) this.#die();
    const { onStatement } = this.#options;
    if (onStatement) unwatched(() => onStatement(db, sql, parameters));
  }

  #isTimeToDie(sql: string): boolean {
    const moment = this.#killBefore;
    if (moment === undefined) return false;
    const isCounted = moment.since === 'start' || sql.startsWith('INSERT OR REPLACE INTO cursor');
    if (!isCounted) return false;
    this.#killBefore = { since: 'start', statement: moment.statement - 1 };
    return moment.statement <= 1;
  }

  /** The folder is copied as it lies; the old process may do what it likes to the old one. */
  #die(): never {
    this.#isDead = true;
    const old = this.folder;
    this.folder = this.copyFolder();
    const endWatching = this.#endWatching;
    this.#endWatching = () => {
      endWatching();
      rmSync(old, { recursive: true, force: true });
    };
    throw new Killed();
  }

  #bury(): { killed: true } {
    const parts = this.#parts;
    unwatched(() => {
      for (const db of this.#opened) db.close();
    });
    parts?.close();
    this.#parts = undefined;
    this.#opened = new Set();
    this.#endWatching();
    this.#endWatching = () => undefined;
    this.#isDead = false;
    this.#killBefore = undefined;
    return { killed: true };
  }

  #limitFiles(): void {
    unwatched(() => {
      for (const db of this.#opened) {
        if (!db.open || db.readonly) continue;
        const pages = this.diskIsFull ? Number(db.pragma('page_count', { simple: true })) : 1_073_741_823;
        db.pragma(`max_page_count = ${pages}`);
      }
    });
  }
}

/** A disk that is full fails in many places; what was promised before still holds. */
export async function orFull<T>(kiosk: Kiosk, work: () => Promise<Did<T>>): Promise<Did<T | false>> {
  try {
    return await work();
  } catch (error) {
    if (!kiosk.diskIsFull) throw error;
    return { killed: false, value: false };
  }
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'borne-simulated-'));
}

function spoilFile(folder: string, name: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `${name}${suffix}`), { force: true });
  writeFileSync(join(folder, name), 'this is no database, and never was one'.repeat(200));
}
