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
  scope: string;
  place: string;
  version: number;
}

interface Life {
  /** By tenant. */
  lines: Map<string, FeedLine[]>;
  transactions: Written[][];
}

function copyOf({ lines, transactions }: Life): Life {
  return { lines: new Map(lines), transactions: [...transactions] };
}

export function placeOf(line: { scope: string; collection: string; id: string }): string {
  return `${line.scope}/${line.collection}/${line.id}`;
}

/** All that the city ever published, life by life of its database, also what a restore has undone. */
export class History {
  readonly #lines = new Map<string, FeedLine[]>();
  readonly #transactionsOf = new Map<string, Written[][]>();
  readonly #order: string[] = [];
  #now: Life = { lines: new Map(), transactions: [] };
  #copy: Life = { lines: new Map(), transactions: [] };

  committed(written: Written[]): void {
    this.#now.transactions.push(written);
  }

  copied(): void {
    this.#copy = copyOf(this.#now);
  }

  restored(): void {
    this.#now = copyOf(this.#copy);
  }

  /** Takes down what has got a position since the last time: lines may leave the log later. */
  async learn(database: Database): Promise<void> {
    const heads = await database.query<{ tenant: string; epoch: string }>(
      'select tenant, epoch from feed_head',
    );
    for (const { tenant, epoch } of heads.rows) {
      const known = this.#now.lines.get(tenant) ?? [];
      if (!this.#lines.has(epoch)) this.#order.push(epoch);
      const { rows } = await database.query<FeedLine>(
        `select scope, collection, record as id, version, op, body, position from feed
         where tenant = $1 and position > $2 order by position`,
        [tenant, known.at(-1)?.position ?? 0],
      );
      const lines = [...known, ...rows];
      this.#now.lines.set(tenant, lines);
      this.#lines.set(epoch, lines);
      this.#transactionsOf.set(epoch, this.#now.transactions);
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

  /** What a kiosk shows that followed these scopes up to a position. */
  shownAt(epoch: string, head: number, scopes: readonly string[]): Shown {
    const lines = this.#lines.get(epoch) ?? [];
    return shownBy(lines.filter((line) => line.position <= head && scopes.includes(line.scope)));
  }

  /** A transaction that a checkpoint cuts in two; undefined when there is none. */
  cutTransaction(
    tenant: string,
    { epoch, head, scopes }: { epoch: string; head: number; scopes: readonly string[] },
  ): Written[] | undefined {
    const positions = new Map(
      (this.#lines.get(epoch) ?? []).map((line) => [`${placeOf(line)}@${line.version}`, line.position]),
    );
    return this.#transactionsOf.get(epoch)?.find((written) => {
      const here = written.filter((one) => one.tenant === tenant && scopes.includes(one.scope));
      const seen = here.filter((one) => {
        const position = positions.get(`${one.place}@${one.version}`);
        return position !== undefined && position <= head;
      });
      return seen.length > 0 && seen.length < here.length;
    });
  }
}

function shownBy(lines: readonly FeedLine[]): Shown {
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
