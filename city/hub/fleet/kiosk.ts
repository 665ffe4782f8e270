import type { CommandRow, KioskDetail } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Health } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import { describeRow, JUDGED, type JudgedRow, KIOSK_COLUMNS } from './kiosks.ts';

const COMMANDS_SHOWN = 10;

interface DetailRow extends JudgedRow {
  site: string;
  enrolledAt: Date;
  enrolledBy: string | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  followed: Health['followed'] | null;
  failureEvent: string | null;
  failureReason: string | null;
  failedAt: Date | null;
}

/** All that is known of one kiosk of the tenant. */
export async function describeKiosk(
  database: Database,
  tenant: string,
  id: string,
  now: Date,
): Promise<Result<KioskDetail, 'unknown-kiosk'>> {
  const { rows } = await database.query<DetailRow>(
    `${JUDGED} select ${KIOSK_COLUMNS}, site, enrolled_at as "enrolledAt", revoked_at as "revokedAt",
       revoked_by as "revokedBy", followed, failure_event as "failureEvent", failure_reason as "failureReason",
       failed_at as "failedAt",
       (select created_by from enrolment_code code where code.tenant = $1 and code.device = judged.id limit 1)
         as "enrolledBy"
     from judged where id = $2`,
    [tenant, id],
  );
  const [row] = rows;
  if (row === undefined) return err('unknown-kiosk');
  const { site, enrolledAt, enrolledBy, revokedAt, revokedBy } = row;
  return ok({
    ...describeRow(row),
    site,
    enrolledAt,
    enrolledBy,
    revokedAt,
    revokedBy,
    lastFailure: failureOf(row),
    followed: followedOf(row),
    commands: await newestCommands(database, tenant, id),
    now,
  });
}

function failureOf({ failureEvent, failureReason, failedAt }: DetailRow): KioskDetail['lastFailure'] {
  if (failureEvent === null || failureReason === null || failedAt === null) return null;
  return { event: failureEvent, reason: failureReason, at: failedAt };
}

function followedOf({ followed, toldAt }: DetailRow): KioskDetail['followed'] {
  return (followed ?? []).map(({ tenant, head, count, sum, provedSecondsAgo }) => ({
    tenant,
    head,
    count,
    sum,
    provedAt:
      toldAt === null || provedSecondsAgo === undefined
        ? null
        : new Date(toldAt.getTime() - 1_000 * provedSecondsAgo),
  }));
}

async function newestCommands(database: Database, tenant: string, device: string): Promise<CommandRow[]> {
  const { rows } = await database.query<CommandRow>(
    `select id, kind, agent, issued_at as "issuedAt", expires_at as "expiresAt", outcome, ended_at as "endedAt"
     from device_command where tenant = $1 and device = $2 order by issued_at desc limit $3`,
    [tenant, device, COMMANDS_SHOWN],
  );
  return rows;
}
