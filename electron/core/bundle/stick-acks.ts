import { setImmediate as pause } from 'node:timers/promises';
import { type StickAcks, type StickAcksReason } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { ACKS_BATCH, type Acks, acksSchema } from '../../../shared/sync/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { agreedEpoch, type Db, type HeldRow, type Precious, Records, sha256Name } from '../store/index.ts';
import { readSigned } from '../sync/index.ts';
import { type StickSource } from './stick-source.ts';

export interface HearingMeans {
  precious: Precious;
  keyring: Keyring;
  content: Db;
  log: Log;
}

type Word = { sha256: string } & (
  { state: 'accepted' | 'settled'; needBlobs?: string[] | undefined } | { state: 'refused'; reason: string }
);

/**
 * Does with the city's words on this kiosk's items what the network would have done. They may be heard twice, in any
 * order, and may be of another kiosk: a word counts for the very bytes that it names and never takes a better one back.
 * An item that they do not name goes on waiting, since the stick may have been written before it came.
 */
export async function hearAcks(
  means: HearingMeans,
  source: StickSource,
  tenant: string,
): Promise<Result<StickAcks, StickAcksReason>> {
  const heard = { accepted: 0, settled: 0, attention: 0 };
  const signed = await source.acks(tenant);
  if (!signed.ok) return signed.reason === 'not-served' ? ok(heard) : err('altered');
  const acks = await readSigned(means.keyring, acksSchema, tenant, signed.value);
  if (!acks.ok) return err('not-ours');
  // What another life of the hub accepted may be in no database any more.
  const content = new Records(means.content).cursor(tenant);
  const epoch = agreedEpoch({ content, outbox: means.precious.outbox.epoch(tenant) });
  if (acks.value.epoch !== epoch) return err('other-epoch');
  const words = wordsOf(acks.value);
  const ids = [...words.keys()];
  for (let start = 0; start < ids.length; start += ACKS_BATCH) {
    const rows = means.precious.outbox.held(ids.slice(start, start + ACKS_BATCH));
    const done = apply(means, tenant, rows, words);
    heard.accepted += done.accepted;
    heard.settled += done.settled;
    heard.attention += done.attention;
    await pause();
  }
  note(means, tenant, heard);
  return ok(heard);
}

/** Of two words on one item, the better one. */
function wordsOf({ acks, refused = [] }: Acks): Map<string, Word> {
  const words = new Map<string, Word>();
  for (const { id, ...word } of refused) words.set(id, { ...word, state: 'refused' });
  for (const { id, ...word } of acks) words.set(id, word);
  return words;
}

function apply(
  { precious: { outbox, attachments }, keyring }: HearingMeans,
  tenant: string,
  rows: readonly HeldRow[],
  words: ReadonlyMap<string, Word>,
): StickAcks {
  const isHome = tenant === keyring.homeTenant();
  const accepted: HeldRow[] = [];
  const settled: { id: string; sha256: string }[] = [];
  const attention: { id: string; state: 'attention'; reason: string }[] = [];
  for (const row of rows) {
    const word = words.get(row.id);
    const isOurs = word?.sha256 === sha256Name(row.item);
    if (word?.state === 'refused') {
      // The home city's hub is the one that reads sticks, also what they carry for partners.
      const mayRefuse = isOurs && (isHome || row.tenant === tenant) && row.state === 'waiting';
      if (mayRefuse) attention.push({ id: row.id, state: 'attention', reason: word.reason });
    } else if (word && row.tenant === tenant) {
      if (!isOurs && row.state !== 'attention')
        attention.push({ id: row.id, state: 'attention', reason: 'conflict' });
      if (isOurs && row.state !== 'accepted') accepted.push(row);
      if (isOurs && word.needBlobs) attachments.heard(row.id, word.needBlobs);
      // A hub that does not speak of what is attached has not noted it: a line will tell it.
      const isWhole = word.needBlobs ? word.needBlobs.length === 0 : !attachments.has(row.id);
      if (isOurs && word.state === 'settled' && isWhole) settled.push({ id: row.id, sha256: word.sha256 });
    }
  }
  outbox.settle(accepted.map(({ id }) => ({ id, state: 'accepted', reason: null })));
  outbox.settle(attention);
  outbox.erase(settled);
  attachments.forgetSettled();
  return { accepted: accepted.length, settled: settled.length, attention: attention.length };
}

function note({ precious, log }: HearingMeans, tenant: string, heard: StickAcks): void {
  const { accepted, settled, attention } = heard;
  if (accepted > 0) precious.journal.count('delivered', accepted);
  if (accepted > 0) log.write('delivered', { tenant, count: accepted });
  if (settled > 0) log.write('items-settled', { tenant, count: settled });
  if (attention > 0) precious.journal.count('needs-attention', attention);
  if (attention > 0) log.write('item-needs-attention', { tenant, count: attention });
}
