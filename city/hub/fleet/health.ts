import type { Health } from '../../../shared/sync/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { scopesOf, type Device } from '../devices/index.ts';
import { noteOutcomes } from './commands.ts';

/** Keeps what a kiosk says of itself in place of what it said before, and what became of its commands. */
export async function noteHealth(database: Database, device: Device, health: Health): Promise<void> {
  await inTransaction(database, async (connection) => {
    await keepHealth(connection, device, health);
    await noteOutcomes(connection, device, health.commands);
  });
}

/**
 * A kiosk that has just started has proved nothing yet: what it proved before stays. How far it is behind is counted now,
 * because later its number would be compared with a head that it has followed meanwhile.
 */
async function keepHealth(connection: Connection, device: Device, health: Health): Promise<void> {
  const home = health.followed.find(({ tenant }) => tenant === device.tenant);
  await connection.query(
    `insert into device_health (tenant, device, told_at, version, runtime, waiting, kept, attention,
       oldest_waiting_days, free_bytes, printer_works, followed, failure_event, failure_reason, failed_at,
       behind, sums_agree, proved_at)
     select $1, $2, now(), $3, $4, $5, $6, $7, $8::bigint, $9, $10::boolean, $11, $12, $13,
       now() - make_interval(secs => $14::float8),
       case when feed_head.epoch = $15::uuid then greatest(0, feed_head.position - $16::bigint) end,
       case when feed_head.epoch = $15::uuid and feed_head.position = $16::bigint
         then ours.count = $17::bigint and ours.sum = $18::numeric end,
       now() - make_interval(secs => $19::float8)
     from (select) as one
     left join feed_head on feed_head.tenant = $1
     cross join (
       select coalesce(sum(count), 0) as count, mod(coalesce(sum(sum), 0), 18446744073709551616) as sum
       from feed_scope where tenant = $1 and scope = any($20)
     ) as ours
     on conflict (tenant, device) do update set told_at = excluded.told_at, version = excluded.version,
       runtime = excluded.runtime, waiting = excluded.waiting, kept = excluded.kept,
       attention = excluded.attention, oldest_waiting_days = excluded.oldest_waiting_days,
       free_bytes = excluded.free_bytes, printer_works = excluded.printer_works, followed = excluded.followed,
       failure_event = excluded.failure_event, failure_reason = excluded.failure_reason,
       failed_at = excluded.failed_at, behind = excluded.behind, sums_agree = excluded.sums_agree,
       proved_at = coalesce(excluded.proved_at, device_health.proved_at)`,
    [
      device.tenant,
      device.id,
      health.version,
      health.runtime,
      health.waiting,
      health.kept,
      health.attention,
      health.oldestWaitingDays,
      health.freeBytes,
      health.printerWorks,
      JSON.stringify(health.followed),
      health.lastFailure?.event,
      health.lastFailure?.reason,
      health.lastFailure?.secondsAgo,
      home?.epoch,
      home?.head,
      home?.count,
      home?.sum,
      home?.provedSecondsAgo,
      scopesOf(device, device.tenant),
    ],
  );
}
