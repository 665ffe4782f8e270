import { type RecordReason } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  type Attachment,
  type Envelope,
  type EnvelopeHeader,
  readHeader,
} from '../../../shared/sealing/index.ts';
import { outboxItemSchema, type OutboxItem } from '../../../shared/sync/index.ts';
import { type DeviceKey, type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { laneOf } from './lane.ts';
import {
  type AttachmentContent,
  isDamage,
  type Precious,
  sha256Name,
  sqliteCode,
  today,
} from '../store/index.ts';

export interface RecorderMeans {
  precious: Precious;
  key: DeviceKey;
  keyring: Keyring;
  log: Log;
  /** Bytes left on the disk, and how many must stay free. */
  freeBytes(): number;
  leastFreeBytes: number;
  /** Told after each new commit, and for which tenant it is. */
  onRecorded(tenant: string): void;
  /** Told when the file turns out to be damaged: only a new start mends that. */
  onDamage(): void;
}

/** So much of what is attached waits here at most, even on a larger disk: weeks without a line must not fill it. */
export const MOST_ATTACHED_BYTES = 2_000_000_000;

/**
 * Commits a sealed submission and all that is attached to it to the disk, and answers only then. The same envelope twice
 * is stored once.
 * `not-accepted`: not an envelope of ours, for a tenant or a key that no verified keyset names, another one under the
 * same id, or with other bytes attached than it names; `storage-full`, `storage-failed`: the visitor keeps everything for
 * another try.
 */
export function record(
  means: RecorderMeans,
  envelope: Envelope,
  attached: readonly Uint8Array[] = [],
): Result<{ id: string }, RecordReason> {
  const header = readHeader(envelope);
  if (!header.ok) return err('not-accepted');
  try {
    return recordChecked(means, envelope, header.value, attached);
  } catch (error) {
    return err(storageFailure(means, error));
  }
}

function recordChecked(
  means: RecorderMeans,
  envelope: Envelope,
  header: EnvelopeHeader,
  attached: readonly Uint8Array[],
): Result<{ id: string }, RecordReason> {
  const { id } = header;
  const known = means.precious.outbox.find(id);
  if (known) return holds(known.item, envelope) ? ok({ id }) : err('not-accepted');
  const enrolment = means.precious.site.enrolment();
  if (!enrolment || !means.keyring.tenants().includes(header.tenant)) return err('not-accepted');
  if (!means.keyring.knows(header.tenant, header.service, header)) return err('not-accepted');
  // The key was lost since the city enrolled it: nothing that it signs would be believed.
  if (enrolment.deviceKey !== means.key.publicKey) return err('storage-failed');
  const contents = asNamed(header.attachments ?? [], attached);
  if (!contents) return err('not-accepted');
  if (!hasRoom(means, attached)) return err('storage-full');
  const { attachments, outbox } = means.precious;
  const lane = laneOf(header.act);
  attachments.keep(contents, () =>
    outbox.add({ id, tenant: header.tenant, lane }, (place) => {
      attachments.name(header);
      return signed(means.key, enrolment.device, place, envelope);
    }),
  );
  means.precious.journal.count('recorded');
  means.onRecorded(header.tenant);
  return ok({ id });
}

/** Undefined when they are not, one by one, what the header names. */
function asNamed(
  names: readonly Attachment[],
  attached: readonly Uint8Array[],
): AttachmentContent[] | undefined {
  const contents = attached.map((content) => ({ sha256: sha256Name(content), content }));
  const isEach = contents.every(
    ({ sha256, content }, at) => names[at]?.sha256 === sha256 && names[at].bytes === content.byteLength,
  );
  return isEach && contents.length === names.length ? contents : undefined;
}

function hasRoom({ precious, freeBytes, leastFreeBytes }: RecorderMeans, attached: readonly Uint8Array[]) {
  const bytes = attached.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (freeBytes() - bytes < leastFreeBytes) return false;
  return bytes === 0 || precious.attachments.keptBytes() + bytes <= MOST_ATTACHED_BYTES;
}

/** A settled item was erased: its id, drawn at random, is all that is left to know it by. */
function holds(item: string, envelope: Envelope): boolean {
  if (item === '') return true;
  const stored = outboxItemSchema.parse(JSON.parse(item)).envelope;
  return (
    stored.header === envelope.header && stored.facts === envelope.facts && stored.words === envelope.words
  );
}

function signed(
  key: DeviceKey,
  device: string,
  place: { incarnation: string; number: number },
  envelope: Envelope,
): { item: string; signature: string } {
  const item = JSON.stringify({
    format: 'borne/item/v1',
    device,
    ...place,
    recordedOn: today(),
    envelope,
  } satisfies OutboxItem);
  return { item, signature: key.sign(item) };
}

/** @throws what the storage has nothing to do with */
function storageFailure(means: RecorderMeans, error: unknown): 'storage-full' | 'storage-failed' {
  const code = sqliteCode(error) ?? systemCode(error);
  if (code === undefined) throw error;
  means.log.write('record-failed', { code });
  if (isDamage(error)) means.onDamage();
  return code === 'SQLITE_FULL' || code === 'ENOSPC' ? 'storage-full' : 'storage-failed';
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;
}
