import { parseJson } from '../../../shared/json/index.ts';
import { ACKS_BATCH, type Acks, type KioskReport, kioskReportSchema } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import { readAcks } from '../submissions/index.ts';

/** Some megabytes of the stick and of a kiosk's memory; what is settled then makes room for the rest. */
const MOST_ACKS = 50_000;

export interface KioskAcks {
  device: string;
  acks: Acks;
}

/**
 * What every kiosk that sent something to the tenant, its own or a partner's, is to be told of it on a stick; nothing for
 * those of which it said itself that it knows. All of one epoch, which the caller compares with its own.
 */
export async function* acksOfKiosks(database: Database, tenant: string): AsyncGenerator<KioskAcks> {
  const { rows } = await database.query<{ device: string; report: string | null; forked: boolean }>(
    `select device.id as device, kiosk_report.text as report,
       exists (select 1 from alarm
               where tenant = device.tenant and kind = 'forked-device' and subject = device.id::text) as forked
     from device left join kiosk_report on kiosk_report.tenant = device.tenant and kiosk_report.device = device.id
     where device.revoked_at is null
       and (exists (select 1 from submission where tenant = $1 and submission.device = device.id)
            or exists (select 1 from stick_refusal where tenant = $1 and stick_refusal.device = device.id))
     order by device.id`,
    [tenant],
  );
  for (const { device, report, forked } of rows) {
    // Of two kiosks with one name, the report of one says nothing of the other.
    const open = forked || report === null ? [] : openNumbers(report);
    const ids = await untoldItems(database, { tenant, device }, open);
    const acks = await readAcks(database, tenant, ids.slice(0, ACKS_BATCH));
    for (let start = ACKS_BATCH; start < ids.length; start += ACKS_BATCH) {
      const more = await readAcks(database, tenant, ids.slice(start, start + ACKS_BATCH));
      if (more.epoch !== acks.epoch) break;
      acks.acks.push(...more.acks);
    }
    const refused = await refusalsOf(database, { tenant, device });
    if (acks.acks.length > 0 || refused.length > 0) yield { device, acks: { ...acks, refused } };
  }
}

function openNumbers(report: string): KioskReport['open'] {
  const read = kioskReportSchema.safeParse(parseJson(report));
  return read.success ? read.data.open : [];
}

/** The oldest first. An item without a number of its own, as of a copied kiosk, is always told. */
async function untoldItems(
  database: Database,
  { tenant, device }: { tenant: string; device: string },
  open: KioskReport['open'],
): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select submission.id from submission
     join device on device.id = submission.device
     left join device_number on device_number.tenant = device.tenant
       and device_number.device = submission.device and device_number.item = submission.id
     left join unnest($3::uuid[], $4::bigint[]) as open(incarnation, first)
       on open.incarnation = device_number.incarnation
     where submission.tenant = $1 and submission.device = $2
       and (open.first is null or device_number.number >= open.first)
     order by device_number.incarnation, device_number.number limit $5`,
    [tenant, device, open.map(({ incarnation }) => incarnation), open.map(({ from }) => from), MOST_ACKS],
  );
  return rows.map(({ id }) => id);
}

async function refusalsOf(
  database: Database,
  { tenant, device }: { tenant: string; device: string },
): Promise<NonNullable<Acks['refused']>> {
  const { rows } = await database.query<{ id: string; sha256: string; reason: string }>(
    `select id, sha256, reason from stick_refusal
     where tenant = $1 and device = $2
       and not exists (select 1 from submission where submission.id = stick_refusal.id
                       and submission.sha256 = stick_refusal.sha256)
     order by refused_on desc, id limit $3`,
    [tenant, device, ACKS_BATCH],
  );
  return rows;
}
