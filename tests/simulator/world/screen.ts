import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type History, placeOf, sameShown, type Shown } from './history.ts';
import { unwatched } from './statements.ts';
import { type Judge } from './violation.ts';

export interface TenantScreen {
  epoch: string;
  head: number;
  /** The scopes that it follows. */
  scopes: string[];
  rows: Shown;
  /** Services that the page lists. */
  cards: string[];
}

/** What another process reads of a kiosk's content just now, as a page's reader does. Undefined: it cannot be read. */
export function readScreen(folder: string): Map<string, TenantScreen> | undefined {
  const file = join(folder, 'content.db');
  if (!existsSync(file)) return undefined;
  return unwatched(() => {
    try {
      const db = new Database(file, { readonly: true });
      try {
        return db.transaction(() => readTenants(db))();
      } finally {
        db.close();
      }
    } catch {
      return undefined;
    }
  });
}

interface RecordRow {
  tenant: string;
  scope: string;
  collection: string;
  id: string;
  version: number;
  body: string;
}

function readTenants(db: Database.Database): Map<string, TenantScreen> {
  const screens = new Map<string, TenantScreen>();
  const cursors = db
    .prepare<[], { tenant: string; epoch: string; head: number }>('SELECT * FROM cursor')
    .all();
  const rows = db
    .prepare<[], RecordRow>('SELECT tenant, scope, collection, id, version, body FROM record')
    .all();
  for (const tenant of new Set([...cursors, ...rows].map((row) => row.tenant))) {
    const cursor = cursors.find((one) => one.tenant === tenant);
    const own = rows.filter((row) => row.tenant === tenant);
    screens.set(tenant, {
      epoch: cursor?.epoch ?? '',
      head: cursor?.head ?? 0,
      scopes: db
        .prepare<[string], string>('SELECT scope FROM scope_cursor WHERE tenant = ? ORDER BY scope')
        .pluck()
        .all(tenant),
      rows: new Map(own.map((row) => [placeOf(row), { version: row.version, body: row.body }])),
      cards: db
        .prepare<[string], string>('SELECT id FROM card WHERE tenant = ? ORDER BY id')
        .pluck()
        .all(tenant),
    });
  }
  return screens;
}

interface Memory {
  epoch: string;
  head: number;
  versions: Map<string, number>;
  /** Files that knew this epoch and may know it no longer. */
  went: Set<'content' | 'precious'>;
}

/** What was seen on a kiosk's screen so far. */
export class ScreenWatcher {
  readonly #history: History;
  readonly #judge: Judge;
  readonly #seen = new Map<string, Memory>();

  constructor(history: History, judge: Judge) {
    this.#history = history;
    this.#judge = judge;
  }

  /**
   * One of a kiosk's files was lost, or is an older one. Without its content it cannot know how far it was, but in which
   * epoch: it knows that as long as one of the two files does.
   */
  wentFrom(kiosk: string, file: 'content' | 'precious'): void {
    for (const [name, memory] of this.#seen) {
      if (!name.startsWith(`${kiosk} `)) continue;
      memory.went.add(file);
      if (memory.went.size === 2) this.#seen.delete(name);
      else if (file === 'content') this.#seen.set(name, { ...memory, head: 0, versions: new Map() });
    }
  }

  look(kiosk: string, folder: string): void {
    for (const [tenant, screen] of readScreen(folder) ?? []) {
      this.#checkRows(kiosk, tenant, screen);
      this.#checkOrder(kiosk, tenant, screen);
    }
  }

  /** What is shown is what the city published up to the cursor: no less, no more, nothing else. */
  #checkRows(kiosk: string, tenant: string, screen: TenantScreen): void {
    const { epoch, head, rows, scopes } = screen;
    const where = `${kiosk} shows ${tenant} at ${head}`;
    const lines = this.#history.lines(epoch);
    if (lines === undefined) {
      this.#judge.demand('I12', false, () => `${where} of an epoch that never was: "${epoch}"`);
      return;
    }
    const published = new Set(lines.map((line) => `${placeOf(line)}@${line.version} ${line.body}`));
    for (const [place, row] of rows) {
      const isPublished = published.has(`${place}@${row.version} ${row.body}`);
      this.#judge.demand('I12', isPublished, () => `${where}: ${place} was never published so`);
    }
    if (!sameShown(rows, this.#history.shownAt(epoch, head, scopes))) this.#nameDifference(where, screen);
    const services = new Set([...rows.keys()].flatMap((place) => /\/service\/(.+)$/.exec(place)?.[1] ?? []));
    const sameCards = JSON.stringify(screen.cards) === JSON.stringify([...services].toSorted());
    this.#judge.demand('I6', sameCards, () => `${where}: its cards are not those of its records`);
    const cut = this.#history.cutTransaction(tenant, screen);
    this.#judge.demand('I6', cut === undefined, () => `${where}: in the middle of ${JSON.stringify(cut)}`);
  }

  /** Data of another position than the cursor's: they moved apart. Of no position at all: half a checkpoint. */
  #nameDifference(where: string, { epoch, rows, scopes }: TenantScreen): void {
    const lines = this.#history.lines(epoch) ?? [];
    const elsewhere = [0, ...lines.map((line) => line.position)].find((position) =>
      sameShown(rows, this.#history.shownAt(epoch, position, scopes)),
    );
    this.#judge.demand('I5', elsewhere === undefined, () => `${where}, but has the records of ${elsewhere}`);
    this.#judge.demand('I6', elsewhere !== undefined, () => `${where}: these records never stood together`);
  }

  #checkOrder(kiosk: string, tenant: string, { epoch, head, rows }: TenantScreen): void {
    if (epoch === '') return;
    const name = `${kiosk} ${tenant}`;
    const before = this.#seen.get(name);
    const versions = before?.epoch === epoch ? before.versions : new Map<string, number>();
    if (before && before.epoch !== epoch) {
      const isLater = this.#history.ageOf(epoch) > this.#history.ageOf(before.epoch);
      this.#judge.demand('I8', isLater, () => `${name} went back to an epoch that it had left`);
    }
    const headBefore = before?.epoch === epoch ? before.head : 0;
    // Both files know of a checkpoint that was applied.
    const went = before?.epoch === epoch && head === headBefore ? before.went : new Set<never>();
    this.#judge.demand('I4', head >= headBefore, () => `${name} went from ${headBefore} to ${head}`);
    for (const [place, { version }] of rows) {
      const last = versions.get(place) ?? 0;
      this.#judge.demand('I4', version >= last, () => `${name}: ${place} went from ${last} to ${version}`);
      versions.set(place, version);
    }
    this.#seen.set(name, { epoch, head, versions, went });
  }
}
