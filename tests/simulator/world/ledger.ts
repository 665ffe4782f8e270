import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Database as CityDatabase } from '../../../city/hub/database/index.ts';
import { unwatched } from './statements.ts';
import { type Judge } from './violation.ts';

export interface OutboxEntry {
  id: string;
  tenant: string;
  incarnation: string;
  number: number;
  state: string;
}

/** What lies in a kiosk's outbox; undefined when the file cannot be read. */
export function readOutbox(folder: string): OutboxEntry[] | undefined {
  const file = join(folder, 'precious.db');
  if (!existsSync(file)) return undefined;
  return unwatched(() => {
    try {
      const db = new Database(file, { readonly: true });
      try {
        return db.prepare<[], OutboxEntry>('SELECT id, tenant, incarnation, number, state FROM outbox').all();
      } finally {
        db.close();
      }
    } catch {
      return undefined;
    }
  });
}

interface EffectsRow {
  id: string;
  requests: number;
  answers: number;
  /** Of the answer's record: 1 when it was written once. */
  versions: number;
  letters: number;
}

/** What visitors were told is recorded, who holds it, and what the hub made of it. */
export class Ledger {
  readonly #judge: Judge;
  readonly #promised = new Set<string>();
  /** Every submission that was ever sealed, and whether the city knows its form. */
  readonly #sealed = new Map<string, { formIsKnown: boolean }>();
  readonly #heldBy = new Map<string, Map<string, OutboxEntry>>();
  /** What the newest backup of each kiosk holds. */
  readonly #backedUp = new Map<string, Map<string, OutboxEntry>>();
  readonly #numbers = new Map<string, Set<string>>();
  #inCopy = new Set<string>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  sealed(id: string, formIsKnown: boolean): void {
    this.#sealed.set(id, { formIsKnown });
  }

  /** A visitor reads "it is recorded". */
  promised(id: string): void {
    this.#promised.add(id);
  }

  /** After anything that a kiosk did, killed or not: what it held it still holds (I1). */
  look(kiosk: string, folder: string): void {
    const entries = readOutbox(folder);
    if (entries === undefined) return;
    const held = new Map(entries.map((entry) => [entry.id, entry]));
    for (const id of this.#heldBy.get(kiosk)?.keys() ?? []) {
      this.#judge.demand('I1', held.has(id), () => `${kiosk} no longer holds ${id}`);
    }
    this.#heldBy.set(kiosk, held);
    for (const { id, incarnation, number } of entries) {
      const place = `${incarnation} ${number}`;
      this.#numbers.set(place, (this.#numbers.get(place) ?? new Set()).add(id));
    }
  }

  backedUp(kiosk: string): void {
    this.#backedUp.set(kiosk, new Map(this.#heldBy.get(kiosk)));
  }

  /** A kiosk's file went: what neither its newest backup nor anybody else holds is gone, and no protocol can help. */
  async fileWent(kiosk: string, database: CityDatabase): Promise<void> {
    this.#heldBy.set(kiosk, new Map(this.#backedUp.get(kiosk)));
    this.#forgetWhatNobodyHolds(await submissionsIn(database));
  }

  async copied(database: CityDatabase): Promise<void> {
    this.#inCopy = await submissionsIn(database);
  }

  restored(): void {
    this.#forgetWhatNobodyHolds(this.#inCopy);
  }

  /** When nothing is on its way any more. `mayNeedPeople` tells for which items people may have to look. */
  async checkAtRest(
    database: CityDatabase,
    mayNeedPeople: (kiosk: string, tenant: string) => boolean,
    isFormer: (tenant: string) => boolean,
  ): Promise<void> {
    const inHub = await submissionsIn(database);
    this.#checkNothingLost(inHub, mayNeedPeople, isFormer);
    await this.#checkEffects(database, inHub);
    await this.#checkForks(database, inHub);
  }

  #checkNothingLost(
    inHub: ReadonlySet<string>,
    mayNeedPeople: (kiosk: string, tenant: string) => boolean,
    isFormer: (tenant: string) => boolean,
  ): void {
    const kept = new Set<string>();
    for (const [kiosk, held] of this.#heldBy) {
      for (const [id, { state, tenant }] of held) {
        const isForPeople =
          (state === 'attention' && mayNeedPeople(kiosk, tenant)) ||
          (state === 'accepted' && isFormer(tenant));
        if (isForPeople) kept.add(id);
        const isSafe = inHub.has(id) || isForPeople;
        this.#judge.demand(
          'I1',
          isSafe,
          () => `${kiosk} holds ${id} as "${state}", the hub does not have it`,
        );
      }
    }
    for (const id of this.#promised) {
      this.#judge.demand('I1', inHub.has(id) || kept.has(id), () => `${id} was promised and is nowhere`);
    }
  }

  /** One request, one answer, one line of the feed for each submission, over how many ways it ever came. */
  async #checkEffects(database: CityDatabase, inHub: ReadonlySet<string>): Promise<void> {
    const { rows } = await database.query<EffectsRow>(
      `select submission.id,
         (select count(*) from request where request.id = submission.id) as requests,
         (select count(*) from sent_answer where sent_answer.request = submission.id) as answers,
         (select coalesce(sum(version), 0) from entity join request on entity.id = request.lookup_id || '.1'
            where request.id = submission.id and entity.scope = 'answers') as versions,
         (select count(*) from dead_letter
            where content = submission.item and reason = 'unknown-form') as letters
       from submission`,
    );
    this.#judge.demand('I2', rows.length === inHub.size, () => 'a submission is stored twice');
    for (const { id, requests, answers, versions, letters } of rows) {
      const sealed = this.#sealed.get(id);
      const times = sealed?.formIsKnown ? 1 : 0;
      const isOnce = requests === times && answers === times && versions === times;
      const effects = `${requests} requests, ${answers} answers, ${versions} versions of it`;
      this.#judge.demand('I2', isOnce, () => `${id} had ${effects}`);
      this.#judge.demand('I2', sealed !== undefined, () => `${id} was never sealed`);
      this.#judge.demand('I13', letters === 1 - times, () => `${id}: ${letters} letters about its form`);
    }
  }

  /** A number that two items bear betrays a copied kiosk; without one, nobody is accused. */
  async #checkForks(database: CityDatabase, inHub: ReadonlySet<string>): Promise<void> {
    const isForked = [...this.#numbers.values()].some(
      (ids) => [...ids].filter((id) => inHub.has(id)).length > 1,
    );
    const { rows } = await database.query(`select 1 from alarm where kind = 'forked-device'`);
    const isKnown = rows.length > 0;
    this.#judge.demand('I11', isKnown === isForked, () =>
      isForked ? 'a copied kiosk was not noticed' : 'a kiosk was called a copy that is none',
    );
  }

  #forgetWhatNobodyHolds(inHub: ReadonlySet<string>): void {
    for (const id of this.#promised) {
      const isHeld = [...this.#heldBy.values()].some((held) => held.has(id));
      if (!isHeld && !inHub.has(id)) this.#promised.delete(id);
    }
  }
}

async function submissionsIn(database: CityDatabase): Promise<Set<string>> {
  const { rows } = await database.query<{ id: string }>('select id from submission');
  return new Set(rows.map((row) => row.id));
}
