import { call } from '@orpc/server';
import { silentLog } from '../../electron/core/log/index.ts';
import { recordingRouter, type RecorderMeans } from '../../electron/core/recording/index.ts';
import { type Envelope, sealAttachment, type SealedAttachment } from '../../shared/sealing/index.ts';
import { quickReceipt, sealProposal } from './device.ts';
import { type KioskParts } from './kiosk-parts.ts';

/** The kiosk's own recorder, on a disk that has room. */
export function recorderOf(
  kiosk: Pick<KioskParts, 'precious' | 'key' | 'keyring'>,
  more: Partial<RecorderMeans> = {},
) {
  const { precious, key, keyring } = kiosk;
  return recordingRouter({
    precious,
    key,
    keyring,
    log: silentLog,
    freeBytes: () => Number.MAX_SAFE_INTEGER,
    leastFreeBytes: 0,
    onRecorded: () => undefined,
    onDamage() {
      throw new Error('the kiosk found a file damaged');
    },
    ...more,
  });
}

/** Commits a sealed submission, as the page asks for it. */
export function recordOn(
  kiosk: KioskParts,
  envelope: Envelope,
  more: Partial<RecorderMeans> = {},
  attachments: readonly SealedAttachment[] = [],
) {
  const files = attachments.map(({ content }) => new Blob([content]));
  return call(recorderOf(kiosk, more).record, {
    envelope,
    ...(files.length > 0 && { attachments: files }),
  });
}

/** Something of about so many bytes, sealed. No two are alike. */
export async function attachmentOf(bytes: number): Promise<SealedAttachment> {
  const content = new Uint8Array(bytes).map((_, at) => at % 251);
  const sealed = await sealAttachment(content);
  if (!sealed.ok) throw new Error(sealed.reason);
  return sealed.value;
}

/** A visitor's proposal, on the kiosk's disk; gives its id. */
export async function recordProposal(
  kiosk: KioskParts,
  text = 'Des bancs à l’ombre',
  attachments: readonly SealedAttachment[] = [],
): Promise<string> {
  const keyset = kiosk.keyring.newest('pantin');
  if (!keyset) throw new Error('no keyset');
  const envelope = await sealProposal(keyset, {
    tenant: 'pantin',
    service: 'droit-de-proposition-populaire',
    receipt: await quickReceipt(),
    choices: { kind: 'idea', commission: 'not-sure' },
    text,
    ...(attachments.length > 0 && { attachments }),
  });
  const reply = await recordOn(kiosk, envelope, {}, attachments);
  if (!reply.ok) throw new Error(reply.reason);
  return reply.value.id;
}
