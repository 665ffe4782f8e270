import { parseJson } from '../../../shared/json/index.ts';
import { fingerprint, signedTextSchema, verify } from '../../../shared/sealing/index.ts';
import {
  type KioskReport,
  kioskReportSchema,
  outboxItemSchema,
  submissionLineSchema,
  type SubmissionReply,
} from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import { findDevice, noteKept } from '../devices/index.ts';

/** A report names a thousand tenants at most. */
export const LARGEST_REPORT_BYTES = 1_000_000;

/**
 * Keeps where a kiosk says that it is; undefined for what no kiosk of the tenant signed. An older one that comes later
 * only lets the next stick say more than it must.
 */
export async function keepReport(
  database: Database,
  tenant: string,
  content: Buffer | undefined,
): Promise<KioskReport | undefined> {
  const signed = signedTextSchema.safeParse(parseJson(content?.toString('utf8') ?? ''));
  if (!signed.success) return undefined;
  const { text, signature } = signed.data;
  const report = kioskReportSchema.safeParse(parseJson(text));
  if (!report.success) return undefined;
  const device = await findDevice(database, report.data.device);
  if (device === undefined || device.revoked || device.tenant !== tenant) return undefined;
  if (!(await verify(device.publicKey, text, signature))) return undefined;
  await database.query(
    `insert into kiosk_report (tenant, device, text) values ($1, $2, $3)
     on conflict (tenant, device) do update set text = excluded.text, received_on = excluded.received_on`,
    [tenant, device.id, text],
  );
  if (report.data.kept !== undefined) await noteKept(database, device, report.data.kept);
  return report.data;
}

/**
 * Notes for the kiosk that an item of its own was refused; what it did not sign itself, a courier may have made up to
 * stop the real one.
 * @returns whether it was the kiosk's own
 */
export async function noteRefusal(
  database: Database,
  tenant: string,
  text: string,
  reply: SubmissionReply,
): Promise<boolean> {
  const line = submissionLineSchema.safeParse(parseJson(text));
  const item = outboxItemSchema.safeParse(parseJson(line.data?.item ?? ''));
  if (!line.success || !item.success || reply.reason === 'other-id') return false;
  const device = await findDevice(database, item.data.device);
  if (device === undefined || !(await verify(device.publicKey, line.data.item, line.data.signature)))
    return false;
  await database.query(
    `insert into stick_refusal (tenant, device, id, sha256, reason) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [tenant, device.id, line.data.id, await fingerprint(line.data.item), reply.reason ?? reply.outcome],
  );
  return true;
}
