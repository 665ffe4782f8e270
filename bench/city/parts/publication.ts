import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from '../../../city/hub/index.ts';
import { commitRecords, type PublishedRecord } from '../../../tests/support/publish-records.ts';
import { CITY } from '../../sync/city.ts';
import { type Hubs } from '../hubs.ts';
import { loadFor, type Waits, waitsOf } from '../load.ts';

const WRITERS = 8;
const SECONDS = 4;
const LOOK_EVERY_MS = 1;
const PLACED_WITHIN_MS = 60_000;

const IMPORT_ROWS = 5_000;
const BODY_SIGNS = 700;
const BESIDE_EVERY_MS = 20;

export interface PublicationResult {
  hubs: number;
  perSecond: number;
  /** From the commit of one change until it has its position, which kiosks follow. */
  milliseconds: Waits;
}

export interface ImportResult {
  rows: number;
  /** From the commit of all rows until they have their positions. */
  placedMilliseconds: number;
  /** The longest that another change of the tenant waited for its position meanwhile. */
  heldUpMilliseconds: number;
}

/** Writers publish one change in each transaction, one after the other; the hubs' sequencers compete for them. */
export async function measurePublication(hubs: Hubs): Promise<PublicationResult> {
  const { database } = hubs;
  const heads = await HeadWatch.start(database);
  const published = new Published(`at-${hubs.urls.length}`);
  const load = await loadFor(SECONDS, WRITERS, () => published.one(database));
  return {
    hubs: hubs.urls.length,
    perSecond: load.perSecond,
    milliseconds: waitsOf(await heads.waitsFor(database, published.committed)),
  };
}

/** A large import in one transaction, and single changes beside it. */
export async function measureImport({ database }: Hubs): Promise<ImportResult> {
  const heads = await HeadWatch.start(database);
  const rows = Array.from({ length: IMPORT_ROWS }, (_, number) => recordOf(`imported-${number}`));
  const beside = new Published('beside');
  const imported = new Map<string, number>();
  const importAll = async () => {
    await commitRecords(database, CITY, rows);
    imported.set('imported-0', performance.now());
  };
  const importing = importAll();
  while (imported.size === 0) {
    await beside.one(database);
    await sleep(BESIDE_EVERY_MS);
  }
  await importing;
  // The sequencer is at the import now: these are the ones that wait for it.
  for (let more = 0; more < 10; more += 1) await beside.one(database);
  const all = await heads.waitsFor(database, new Map([...imported, ...beside.committed]));
  const [placedMilliseconds = 0, ...others] = all;
  return { rows: IMPORT_ROWS, placedMilliseconds, heldUpMilliseconds: Math.max(...others) };
}

function recordOf(id: string): PublishedRecord {
  const body = JSON.stringify({ title: id, text: 'x'.repeat(BODY_SIGNS - id.length) });
  return { collection: 'notice', id, body };
}

/** Changes of records that are new each time, and when each was committed. */
class Published {
  readonly committed = new Map<string, number>();
  readonly #name: string;
  #number = 0;

  constructor(name: string) {
    this.#name = name;
  }

  async one(database: Database): Promise<void> {
    const id = `${this.#name}-${(this.#number += 1)}`;
    await commitRecords(database, CITY, [recordOf(id)]);
    this.committed.set(id, performance.now());
  }
}

/** Sees the tenant's head move, to a millisecond or so. */
class HeadWatch {
  readonly #seen: { at: number; position: number }[] = [];
  readonly #database: Database;
  #isOver = false;
  readonly #watching: Promise<void>;

  private constructor(database: Database) {
    this.#database = database;
    this.#watching = this.#watch();
  }

  static async start(database: Database): Promise<HeadWatch> {
    const watch = new HeadWatch(database);
    while (watch.#seen.length === 0) await sleep(LOOK_EVERY_MS);
    return watch;
  }

  /** How long each of these records waited for its position, in the order given, in milliseconds. */
  async waitsFor(database: Database, committed: ReadonlyMap<string, number>): Promise<number[]> {
    const positions = await this.#positionsOf(database, [...committed.keys()]);
    const last = Math.max(...positions.values());
    while ((this.#seen.at(-1)?.position ?? 0) < last) await sleep(LOOK_EVERY_MS);
    this.#isOver = true;
    await this.#watching;
    return [...committed].map(([id, at]) => {
      const position = positions.get(id) ?? Number.POSITIVE_INFINITY;
      const seen = this.#seen.find((head) => head.position >= position);
      if (seen === undefined) throw new Error(`nobody saw the position of ${id}`);
      return Math.max(0, seen.at - at);
    });
  }

  async #positionsOf(database: Database, ids: readonly string[]): Promise<Map<string, number>> {
    const until = performance.now() + PLACED_WITHIN_MS;
    for (;;) {
      const { rows } = await database.query<{ record: string; position: number }>(
        `select record, max(position) as position from feed
         where tenant = $1 and scope = 'public' and record = any($2) and position is not null group by record`,
        [CITY, ids],
      );
      if (rows.length === ids.length) return new Map(rows.map(({ record, position }) => [record, position]));
      if (performance.now() > until) throw new Error('what was published has no place in the feed');
      await sleep(BESIDE_EVERY_MS);
    }
  }

  async #watch(): Promise<void> {
    while (!this.#isOver) {
      const { rows } = await this.#database.query<{ position: number }>(
        'select position from feed_head where tenant = $1',
        [CITY],
      );
      const position = rows[0]?.position ?? 0;
      if (position !== this.#seen.at(-1)?.position) this.#seen.push({ at: performance.now(), position });
      await sleep(LOOK_EVERY_MS);
    }
  }
}
