import type { KioskRow } from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';

/** The tenant's kiosks, those that were heard last first. */
export async function listKiosks(database: Database, tenant: string): Promise<KioskRow[]> {
  const { rows } = await database.query<KioskRow & { seenAt: Date | null }>(
    `select id, site_name as "siteName", revoked_at is not null as revoked, seen_at as "seenAt",
       clock_ahead_milliseconds::float8 as "clockAheadMilliseconds"
     from device where tenant = $1 order by seen_at desc nulls last, id`,
    [tenant],
  );
  return rows;
}

/** Whether a backup was ever read back (see `npm run backup`): until then no kiosk erases what it sent. */
export async function hasBackup(database: Database, tenant: string): Promise<boolean> {
  const { rows } = await database.query<{ settled: boolean }>(
    'select settled > 0 as settled from submission_head where tenant = $1',
    [tenant],
  );
  return rows[0]?.settled ?? false;
}
