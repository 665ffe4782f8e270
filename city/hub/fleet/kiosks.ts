import {
  KIOSK_ALARMS,
  type KioskAlarm,
  type KioskCursor,
  type KioskHealth,
  type KioskQuery,
  type KioskRow,
  type SiteChoice,
  siteIdOf,
} from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';

/** As many as somebody looks at before they search. */
const PAGE = 50;

const LOW_DISK_BYTES = 1_000_000_000;
/** Below, it is the time that an answer takes. */
const CLOCK_OFF_MILLISECONDS = 60_000;

/**
 * The kiosks of a tenant ($1) with their alarms and their rank, by which the worst come first: an alarm weighs more than
 * all those after it together. A tenant has some thousands at most: judging all of them is a few milliseconds.
 */
export const JUDGED = `
  with said as (
    select device.id, site, site_name, enrolled_at, revoked_at, revoked_by, seen_at, clock_ahead_milliseconds, health.*
    from device left join device_health health on health.tenant = device.tenant and health.device = device.id
    where device.tenant = $1
  ), alarmed as (
    select *,
      coalesce(seen_at, enrolled_at) < now() - interval '1 day' as silent,
      coalesce(attention > 0, false) as needs_attention,
      coalesce(told_at >= now() - interval '1 day' and (sums_agree is false
        or coalesce(proved_at, enrolled_at) < told_at - interval '1 hour'), false) as unproved,
      coalesce(free_bytes < ${LOW_DISK_BYTES}, false) as low_disk,
      coalesce(abs(clock_ahead_milliseconds) >= ${CLOCK_OFF_MILLISECONDS}, false) as wrong_clock,
      coalesce(not printer_works, false) as no_paper
    from said
  ), judged as (
    select *, case when revoked_at is not null then -1 else
      32 * silent::int + 16 * needs_attention::int + 8 * unproved::int + 4 * low_disk::int + 2 * wrong_clock::int
        + no_paper::int end as rank
    from alarmed
  )`;

/** The bit of each alarm in the rank. */
const BITS: Record<KioskAlarm, number> = {
  silent: 32,
  attention: 16,
  sync: 8,
  disk: 4,
  clock: 2,
  printer: 1,
};

export const KIOSK_COLUMNS = `id, site_name as "siteName", revoked_at is not null as revoked, seen_at as "seenAt",
  clock_ahead_milliseconds::float8 as "clockAheadMilliseconds", rank,
  told_at as "toldAt", version, runtime, waiting, kept, attention, oldest_waiting_days as "oldestWaitingDays",
  free_bytes as "freeBytes", behind, sums_agree as "sumsAgree", proved_at as "provedAt",
  printer_works as "printerWorks"`;

/** A row of `KIOSK_COLUMNS`; what the kiosk said is null when it never said it. */
export type JudgedRow = Omit<KioskRow, 'alarms' | 'health'> & {
  rank: number;
} & { [Name in keyof KioskHealth]: KioskHealth[Name] | null };

export interface KioskPage {
  kiosks: KioskRow[];
  next: KioskCursor | null;
  counts: Record<KioskAlarm | 'any' | 'all', number>;
}

/**
 * A page of the tenant's kiosks, the worst first, those that were revoked last. What is searched is also looked for in the
 * short names of sites, where accents are no obstacle.
 */
export async function listKiosks(
  database: Database,
  tenant: string,
  { search, alarm, after }: KioskQuery = {},
): Promise<KioskPage> {
  const { rows } = await database.query<JudgedRow>(
    `${JUDGED} select ${KIOSK_COLUMNS} from judged
     where ($2 = '' or strpos(lower(site_name), $2) > 0 or starts_with(id::text, $2)
         or ($8 <> '' and strpos(site, $8) > 0))
       and ($3::integer is null or (rank > 0 and (rank & $3::integer) <> 0))
       and ($4::integer is null or (-rank, site_name, id) > (-$4::integer, $5, $6::uuid))
     order by -rank, site_name, id limit $7`,
    [
      tenant,
      (search ?? '').trim().toLowerCase(),
      alarm === undefined ? null : maskOf(alarm),
      after?.rank,
      after?.siteName,
      after?.id,
      PAGE + 1,
      siteIdOf(search ?? ''),
    ],
  );
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    kiosks: shown.map(describeRow),
    next: last === undefined ? null : { rank: last.rank, siteName: last.siteName, id: last.id },
    counts: await countAlarms(database, tenant),
  };
}

function maskOf(alarm: KioskAlarm | 'any'): number {
  return alarm === 'any' ? KIOSK_ALARMS.reduce((mask, each) => mask | BITS[each], 0) : BITS[alarm];
}

/** Of those in service. */
async function countAlarms(database: Database, tenant: string): Promise<KioskPage['counts']> {
  const { rows } = await database.query<{ rank: number; count: number }>(
    `${JUDGED} select rank, count(*) as count from judged where rank >= 0 group by rank`,
    [tenant],
  );
  const having = (mask: number) =>
    rows.filter(({ rank }) => (rank & mask) !== 0).reduce((sum, { count }) => sum + count, 0);
  const alarms = Object.fromEntries(KIOSK_ALARMS.map((alarm) => [alarm, having(BITS[alarm])])) as Record<
    KioskAlarm,
    number
  >;
  return {
    ...alarms,
    any: having(maskOf('any')),
    all: rows.reduce((sum, { count }) => sum + count, 0),
  };
}

export function describeRow(row: JudgedRow): KioskRow {
  const { id, siteName, revoked, seenAt, clockAheadMilliseconds, rank } = row;
  return {
    id,
    siteName,
    revoked,
    seenAt,
    clockAheadMilliseconds,
    alarms: revoked ? [] : KIOSK_ALARMS.filter((alarm) => (rank & BITS[alarm]) !== 0),
    health: row.toldAt === null ? null : healthOf(row as JudgedRow & KioskHealth),
  };
}

function healthOf(row: KioskHealth): KioskHealth {
  return {
    toldAt: row.toldAt,
    version: row.version,
    runtime: row.runtime,
    waiting: row.waiting,
    kept: row.kept,
    attention: row.attention,
    oldestWaitingDays: row.oldestWaitingDays,
    freeBytes: row.freeBytes,
    behind: row.behind,
    sumsAgree: row.sumsAgree,
    provedAt: row.provedAt,
    printerWorks: row.printerWorks,
  };
}

/** Where kiosks stand, or stood; each once. */
export async function listSites(database: Database, tenant: string): Promise<SiteChoice[]> {
  const { rows } = await database.query<SiteChoice>(
    `select distinct on (site) site as id, site_name as name from device where tenant = $1
     order by site, enrolled_at desc`,
    [tenant],
  );
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'));
}

/** Whether a backup was ever read back (see `npm run backup`): until then no kiosk erases what it sent. */
export async function hasBackup(database: Database, tenant: string): Promise<boolean> {
  const { rows } = await database.query<{ settled: boolean }>(
    'select settled > 0 as settled from submission_head where tenant = $1',
    [tenant],
  );
  return rows[0]?.settled ?? false;
}
