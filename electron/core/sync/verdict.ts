import { parseJson } from '../../../shared/json/index.ts';
import { readHeader, verify } from '../../../shared/sealing/index.ts';
import { outboxItemSchema, type SubmissionReply } from '../../../shared/sync/index.ts';
import { type OutboxRow, type Site } from '../store/index.ts';

/**
 * What the hub's word on an item means here. `altered`: it got other bytes than those that are here. What it will not
 * take stays, for people to look at: `damaged-here` when the disk has changed the item, or the hub's own reason.
 */
export type Verdict =
  { state: 'accepted' } | { state: 'later' } | { state: 'attention' | 'altered'; reason: string };

/** What a hub can only say of an item that is not what this kiosk wrote and signed, since it knows the kiosk itself. */
const SAID_OF_OTHER_BYTES: ReadonlySet<string> = new Set([
  'unreadable-line',
  'unreadable-item',
  'bad-header',
  'other-id',
  'unknown-device',
  'unknown-tenant',
  'bad-signature',
]);

/** After so many it needs a person: whoever alters it does not stop by himself. */
export const REFUSALS_AT_MOST = 8;

const FIRST_PATIENCE_MILLISECONDS = 60_000;

/** One to two hours together, in random parts: what stands between may be gone by then. */
export function patienceWithRefused(refusals: number): number {
  return Math.random() * FIRST_PATIENCE_MILLISECONDS * 2 ** (refusals - 1);
}

export async function judge(
  row: OutboxRow,
  reply: SubmissionReply | undefined,
  enrolment: ReturnType<Site['enrolment']>,
): Promise<Verdict> {
  if (!reply || reply.outcome === 'retry') return { state: 'later' };
  if (reply.outcome === 'accepted' || reply.outcome === 'duplicate') return { state: 'accepted' };
  const reason = reply.reason ?? reply.outcome;
  if (!SAID_OF_OTHER_BYTES.has(reason)) return { state: 'attention', reason };
  const condition = await conditionOf(row, enrolment);
  if (condition === 'damaged') return { state: 'attention', reason: 'damaged-here' };
  return { state: condition === 'sound' ? 'altered' : 'attention', reason };
}

/** `unknown`: written before this kiosk had the key that it has now, which therefore cannot tell. */
async function conditionOf(
  row: OutboxRow,
  enrolment: ReturnType<Site['enrolment']>,
): Promise<'sound' | 'damaged' | 'unknown'> {
  const item = outboxItemSchema.safeParse(parseJson(row.item));
  if (!item.success) return 'damaged';
  if (item.data.device !== enrolment?.device) return 'unknown';
  const header = readHeader(item.data.envelope);
  const isItself = header.ok && header.value.id === row.id;
  return isItself && (await verify(enrolment.deviceKey, row.item, row.signature)) ? 'sound' : 'damaged';
}
