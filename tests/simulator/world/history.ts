import { type Database } from '../../../city/hub/database/index.ts';

export interface FeedLine {
  scope: string;
  collection: string;
  id: string;
  version: number;
  op: string;
  body: string | null;
  position: number;
}

/** What a kiosk that followed up to a position must hold: scope/collection/id → version and body. */
export type Shown = Map<string, { version: number; body: string }>;

/** What one committed transaction wrote. */
export interface Written {
  tenant: string;
  place: string;
  version: number;
}

export function placeOf(line: { scope: string; collection: string; id: string }): string {
  return `${line.scope}/${line.collection}/${line.id}`;
}

/** All that the city ever published, life by life of its database, also what a restore has undone. */
export class History {
  readonly #lines = new Map<string, FeedLine[]>();
  readonly #transactionsOf = new Map<string, Written[][]>();
  readonly #order: string[] = [];
  #transactions: Written[][] = [];
  #copied: Written[][] = [];

  committed(written: Written[]): void {
    this.#transactions.push(written);
  }

  copied(): void {
    this.#copied = [...this.#transactions];
  }

  restored(): void {
    this.#transactions = [...this.#copied];
  }

  /** Takes down what has got a position since the last time. */
  async learn(database: Database): Promise<void> {
    const heads = await database.query<{ tenant: string; epoch: string }>(
      'select tenant, epoch from feed_head',
    );
    for (const { tenant, epoch } of heads.rows) {
      const known = this.#lines.get(epoch) ?? [];
      if (!this.#lines.has(epoch)) this.#order.push(epoch);
      const { rows } = await database.query<FeedLine>(
        `select scope, collection, record as id, version, op, body, position from feed
         where tenant = $1 and position > $2 order by position`,
        [tenant, known.at(-1)?.position ?? 0],
      );
      this.#lines.set(epoch, [...known, ...rows]);
      this.#transactionsOf.set(epoch, this.#transactions);
    }
  }

  /** Undefined for an epoch that never was. */
  lines(epoch: string): readonly FeedLine[] | undefined {
    return this.#lines.get(epoch);
  }

  /** The later an epoch began, the larger. */
  ageOf(epoch: string): number {
    return this.#order.indexOf(epoch);
  }

  shownAt(epoch: string, head: number): Shown {
    return shownBy((this.#lines.get(epoch) ?? []).filter((line) => line.position <= head));
  }

  /** A transaction that a checkpoint cuts in two; undefined when there is none. */
  cutTransaction(tenant: string, epoch: string, head: number): Written[] | undefined {
    const positions = new Map(
      (this.#lines.get(epoch) ?? []).map((line) => [`${placeOf(line)}@${line.version}`, line.position]),
    );
    return this.#transactionsOf.get(epoch)?.find((written) => {
      const here = written.filter((one) => one.tenant === tenant);
      const seen = here.filter((one) => {
        const position = positions.get(`${one.place}@${one.version}`);
        return position !== undefined && position <= head;
      });
      return seen.length > 0 && seen.length < here.length;
    });
  }
}

export function shownBy(lines: readonly FeedLine[]): Shown {
  const shown: Shown = new Map();
  for (const line of lines) {
    if (line.op === 'put') shown.set(placeOf(line), { version: line.version, body: line.body ?? '' });
    else shown.delete(placeOf(line));
  }
  return shown;
}

export function sameShown(a: Shown, b: Shown): boolean {
  return a.size === b.size && [...a].every(([place, row]) => isSame(row, b.get(place)));
}

function isSame(
  row: { version: number; body: string },
  other: { version: number; body: string } | undefined,
) {
  return other !== undefined && row.version === other.version && row.body === other.body;
}
