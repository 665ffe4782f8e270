import { type Database } from '../../city/hub/index.ts';

/**
 * Kiosks of Pantin that exist on paper alone, one of each kind and sixty that are well: for pictures, and for tests of the
 * pages that show them.
 */
export async function addDemoFleet(database: Database): Promise<void> {
  await database.query(FLEET);
}

const FLEET = `
  insert into device (tenant, id, public_key, site, site_name, enrolled_at, seen_at, clock_ahead_milliseconds)
    select 'pantin', gen_random_uuid(), 'k', 'lieu-' || n, name, now() - interval '40 days', now() - ago::interval, ahead
    from (values (1, 'Bibliothèque Elsa-Triolet', '26 hours', 0), (2, 'Centre de santé', '2 minutes', 5400000),
      (3, 'Maison de quartier Vaillant', '5 minutes', 0), (4, 'Mairie, hall', '1 minute', 0)) as one (n, name, ago, ahead);
  insert into device (tenant, id, public_key, site, site_name, seen_at, clock_ahead_milliseconds)
    select 'pantin', gen_random_uuid(), 'k', 'ecole-' || n, 'École ' || n, now() - interval '4 minutes', 0
    from generate_series(1, 60) n;
  insert into device_health (tenant, device, told_at, version, runtime, waiting, kept, attention, oldest_waiting_days,
      free_bytes, behind, sums_agree, proved_at, failure_event, failure_reason, failed_at, printer_works, followed)
    select tenant, id, seen_at, '1.4.0', 'electron 45.4.1', case site when 'lieu-1' then 12 else 0 end, 3,
      case site when 'lieu-3' then 1 else 0 end, case site when 'lieu-1' then 2 end,
      case site when 'lieu-4' then 8e8 else 41e9 end, 0, true, seen_at,
      'delivery-failed', 'hub-unreachable', seen_at - interval '1 hour', site <> 'lieu-2',
      '[{"tenant": "pantin", "epoch": "x", "head": 640, "count": 612, "sum": "7", "provedSecondsAgo": 20}]'
    from device where public_key = 'k'`;
