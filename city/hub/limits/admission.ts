import { inTransaction, type Database } from '../database/index.ts';

/**
 * So many kiosks of a tenant fetch snapshots at once. Each takes up to three segments of a few hundred kilobytes together,
 * so that these twenty keep the memory and the line of one hub busy and leave it time for changes and visitors' items;
 * more would all be slower and none sooner.
 */
export const FIRST_SYNCS_AT_ONCE = 20;

/** A kiosk that was switched off leaves its place after this long; a segment over a thin line takes less. */
const LEASE_SECONDS = 60;

const RENEW_EVERY_MS = 10_000;

/** Any number that only this program uses: hubs that give the last place away take turns. */
const ADMISSION_LOCK = 7_236_192;

/** Who may fetch snapshots. The places are in the database, where all hubs see them. */
export class Admission {
  readonly #database: Database;
  /** When this hub last renewed a place, by the clock that only goes forward: most segments need no look then. */
  readonly #renewedAt = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** False when all places are taken. */
  async admit(tenant: string, device: string): Promise<boolean> {
    const name = JSON.stringify([tenant, device]);
    const now = performance.now();
    if (now - (this.#renewedAt.get(name) ?? Number.NEGATIVE_INFINITY) < RENEW_EVERY_MS) return true;
    const isAdmitted = (await this.#renew(tenant, device)) || (await this.#takePlace(tenant, device));
    if (isAdmitted) this.#remember(name, now);
    return isAdmitted;
  }

  async #renew(tenant: string, device: string): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      `update admission set until = now() + make_interval(secs => $3)
       where tenant = $1 and device = $2 and until > now()`,
      [tenant, device, LEASE_SECONDS],
    );
    return rowCount === 1;
  }

  async #takePlace(tenant: string, device: string): Promise<boolean> {
    return inTransaction(this.#database, async (connection) => {
      // In a statement of its own, so that the next one sees what was given away during the wait.
      await connection.query('select pg_advisory_xact_lock($1, hashtext($2))', [ADMISSION_LOCK, tenant]);
      await connection.query('delete from admission where tenant = $1 and until <= now()', [tenant]);
      const { rowCount } = await connection.query(
        `insert into admission (tenant, device, until)
         select $1, $2, now() + make_interval(secs => $3)
         where (select count(*) from admission where tenant = $1 and device <> $2) < $4
         on conflict (tenant, device) do update set until = excluded.until`,
        [tenant, device, LEASE_SECONDS, FIRST_SYNCS_AT_ONCE],
      );
      return rowCount === 1;
    });
  }

  #remember(name: string, now: number): void {
    this.#renewedAt.delete(name);
    this.#renewedAt.set(name, now);
    for (const [oldest, renewedAt] of this.#renewedAt) {
      if (now - renewedAt < RENEW_EVERY_MS) return;
      this.#renewedAt.delete(oldest);
    }
  }
}
