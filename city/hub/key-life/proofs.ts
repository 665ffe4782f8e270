import type { MissingKiosk } from '../../../shared/contract/index.ts';
import { UNREADABLE_KEY } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import { follows } from '../devices/index.ts';
import type { KeyRing } from '../keys/index.ts';

/** A page that was open when its kiosk learnt of a change may seal to the key of before: no visit lasts so long. */
const VISITS_END_AFTER = '1 day';

const PAGE = 50;

/** A key that was retired: of which tenant, and by which edition. */
export interface RetiredHere {
  tenant: string;
  kid: string;
  edition: number;
}

/**
 * A kiosk has proved that nothing sealed to a key will come from it when it knows the keyset that retired the key, has
 * known it for longer than a visit lasts, and said since that it keeps nothing under the key.
 */
const PROVED = `kept.edition >= $3 and not kept.kids && array[$2, '${UNREADABLE_KEY}']
  and kept.told_at >= kept.edition_since + interval '${VISITS_END_AFTER}'`;

const MISSING = `from device left join kept_keys kept on kept.tenant = $1 and kept.device = device.id
  where device.tenant = any ($4) and device.revoked_at is null and (${PROVED}) is not true`;

/** The tenants whose kiosks seal to this tenant's keys: its own, and those that follow it. */
async function homesOf(ring: KeyRing, tenant: string): Promise<string[]> {
  const homes = [];
  for (const home of ring.tenants()) {
    const keys = await ring.of(home);
    if (keys !== undefined && follows(keys, tenant)) homes.push(home);
  }
  return homes;
}

/** How many kiosks have not proved that nothing sealed to the key will come. Kiosks that were shut out need not. */
export async function countMissing(database: Database, ring: KeyRing, key: RetiredHere): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count ${MISSING}`,
    valuesOf(key, await homesOf(ring, key.tenant)),
  );
  return rows[0]?.count ?? 0;
}

/** Those kiosks, fifty at a time, by id. */
export async function missingKiosks(
  database: Database,
  ring: KeyRing,
  key: RetiredHere,
  after?: string,
): Promise<{ kiosks: MissingKiosk[]; next: string | null }> {
  const { rows } = await database.query<MissingKiosk>(
    `select device.id, site_name as "siteName", seen_at as "seenAt",
       case when kept.device is null then 'never-told' when kept.edition < $3 then 'older-keys'
         when kept.kids && array[$2, '${UNREADABLE_KEY}'] then 'keeps' else 'too-soon' end as why
     ${MISSING} and ($5::uuid is null or device.id > $5) order by device.id limit ${PAGE + 1}`,
    [...valuesOf(key, await homesOf(ring, key.tenant)), after ?? null],
  );
  const kiosks = rows.slice(0, PAGE);
  return { kiosks, next: rows.length > PAGE ? (kiosks.at(-1)?.id ?? null) : null };
}

function valuesOf({ tenant, kid, edition }: RetiredHere, homes: string[]) {
  return [tenant, kid, edition, homes];
}
