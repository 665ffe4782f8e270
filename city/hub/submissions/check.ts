import { parseJson } from '../../../shared/json/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { readHeader, verify, type EnvelopeHeader } from '../../../shared/sealing/index.ts';
import { outboxItemSchema, type OutboxItem, type SubmissionLine } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import { findDevice, follows, type Device } from '../devices/index.ts';
import type { KeyRing, TenantKeys } from '../keys/index.ts';
import type { DeadLetterReason } from './dead-letter.ts';

/** A submission whose origin and road are proved; its sealed parts have not been looked at. */
export interface CheckedSubmission {
  line: SubmissionLine;
  item: OutboxItem;
  header: EnvelopeHeader;
  device: Device;
  /** Of the tenant that the header names, to which the submission belongs. */
  keys: TenantKeys;
}

/** Checks everything that does not need the submission's content; the reason says what people have to look at. */
export async function checkLine(
  database: Database,
  ring: KeyRing,
  line: SubmissionLine,
): Promise<Result<CheckedSubmission, DeadLetterReason>> {
  const item = outboxItemSchema.safeParse(parseJson(line.item));
  if (!item.success) return err('unreadable-item');
  const header = readHeader(item.data.envelope);
  if (!header.ok) return header;
  // An envelope sent again under another id would have its effect twice.
  if (header.value.id !== line.id) return err('other-id');
  const keys = await ring.of(header.value.tenant);
  if (keys === undefined) return err('unknown-tenant');
  const device = await findDevice(database, item.data.device);
  if (device === undefined) return err('unknown-device');
  if (device.revoked) return err('revoked-device');
  const home = await ring.of(device.tenant);
  if (home === undefined || !follows(home, keys.tenant)) return err('not-a-partner');
  if (!(await verify(device.publicKey, line.item, line.signature))) return err('bad-signature');
  return ok({ line, item: item.data, header: header.value, device, keys });
}
