import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { parseJson } from '../../../shared/json/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { readHeader, type EnvelopeHeader } from '../../../shared/sealing/index.ts';
import {
  outboxItemSchema,
  submissionLineSchema,
  type OutboxItem,
  type SubmissionLine,
} from '../../../shared/sync/index.ts';
import { follows, type Device } from '../devices/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { sha256Name } from '../sha256.ts';
import type { DeadLetterReason } from './dead-letter.ts';
import type { Lookups } from './lookups.ts';

/** A line that says what it is; nothing about it is proved. */
export interface Submission {
  line: SubmissionLine;
  sha256: string;
  item: OutboxItem;
  header: EnvelopeHeader;
  /** Of the tenant that the header names, to which the submission belongs. */
  keys: TenantKeys;
}

/** One whose origin and road are proved; its sealed parts have not been looked at. */
export interface CheckedSubmission extends Submission {
  device: Device;
}

/** What can be read of a line; the reason says what people have to look at. */
export async function readLine(
  lookups: Lookups,
  text: string,
): Promise<Result<Submission, DeadLetterReason>> {
  const read = submissionLineSchema.safeParse(parseJson(text));
  if (!read.success) return err('unreadable-line');
  const line = read.data;
  const item = outboxItemSchema.safeParse(parseJson(line.item));
  if (!item.success) return err('unreadable-item');
  const header = readHeader(item.data.envelope);
  if (!header.ok) return header;
  // An envelope sent again under another id would have its effect twice.
  if (header.value.id !== line.id) return err('other-id');
  const keys = await lookups.keysOf(header.value.tenant);
  if (keys === undefined) return err('unknown-tenant');
  return ok({ line, sha256: sha256Name(line.item), item: item.data, header: header.value, keys });
}

/** Checks everything that does not need the submission's content. */
export async function checkOrigin(
  lookups: Lookups,
  submission: Submission,
): Promise<Result<CheckedSubmission, DeadLetterReason>> {
  const { line, item, keys } = submission;
  const device = await lookups.device(item.device);
  if (device === undefined) return err('unknown-device');
  if (device.revoked) return err('revoked-device');
  const home = await lookups.keysOf(device.tenant);
  if (home === undefined || !follows(home, keys.tenant)) return err('not-a-partner');
  return isSigned(device, line) ? ok({ ...submission, device }) : err('bad-signature');
}

/** At once, with Node's own function: through WebCrypto each of a batch's signatures waits for a thread, twice. */
function isSigned(device: Device, { item, signature }: SubmissionLine): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature) return false;
  return verify(null, Buffer.from(item), keyOf(device), bytes);
}

const keys = new WeakMap<Device, KeyObject>();

function keyOf(device: Device): KeyObject {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: device.publicKey };
  const key = keys.get(device) ?? createPublicKey({ key: jwk, format: 'jwk' });
  keys.set(device, key);
  return key;
}
