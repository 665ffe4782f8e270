import { type Db } from './open.ts';

export interface Enrolment {
  device: string;
  /** Public half of the key that the city knows this kiosk by. */
  deviceKey: string;
  tenant: string;
  site: { id: string; name: string };
  /** Pinned for life. */
  rootKey: string;
}

export interface KeysetRow {
  tenant: string;
  rootKey: string;
  edition: number;
  text: string;
  signature: string;
}

interface SiteRow {
  device: string;
  device_key: string;
  tenant: string;
  site_id: string;
  site_name: string;
  root_key: string;
}

/** Who the kiosk is and which keys it was told, as kept in `precious.db`. */
export class Site {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  enrolment(): Enrolment | undefined {
    const row = this.#db.prepare<[], SiteRow>('SELECT * FROM site').get();
    if (!row) return undefined;
    return {
      device: row.device,
      deviceKey: row.device_key,
      tenant: row.tenant,
      site: { id: row.site_id, name: row.site_name },
      rootKey: row.root_key,
    };
  }

  enrol(enrolment: Enrolment, keyset: KeysetRow): void {
    this.#db.transaction(() => {
      this.#db
        .prepare(
          `INSERT OR REPLACE INTO site (only_row, device, device_key, tenant, site_id, site_name, root_key)
           VALUES (1, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          enrolment.device,
          enrolment.deviceKey,
          enrolment.tenant,
          enrolment.site.id,
          enrolment.site.name,
          enrolment.rootKey,
        );
      this.keepKeyset(keyset);
    })();
  }

  keepKeyset(row: KeysetRow): void {
    this.#db
      .prepare(
        'INSERT OR IGNORE INTO keyset (tenant, root_key, edition, text, signature) VALUES (?, ?, ?, ?, ?)',
      )
      .run(row.tenant, row.rootKey, row.edition, row.text, row.signature);
  }

  /** Every edition that this root vouched for, the newest first. */
  keysets(tenant: string, rootKey: string): KeysetRow[] {
    return this.#db
      .prepare<[string, string], KeysetRow>(
        `SELECT tenant, root_key AS rootKey, edition, text, signature FROM keyset
         WHERE tenant = ? AND root_key = ? ORDER BY edition DESC`,
      )
      .all(tenant, rootKey);
  }
}
