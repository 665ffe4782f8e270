import type { z } from 'zod';
import type { kioskRowSchema } from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';

type KioskRow = z.infer<typeof kioskRowSchema>;

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
