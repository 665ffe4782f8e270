import { err, ok, type Result } from '../../../shared/result/index.ts';
import { ATTACHMENT_STEP_BYTES } from '../../../shared/sealing/index.ts';
import { BLOB_PIECE_BYTES } from '../../../shared/sync/index.ts';
import { type HubClient, type HubFailure } from '../hub/index.ts';
import { type Log } from '../log/index.ts';
import { type AttachmentRow, type Attachments } from '../store/index.ts';
import { Patience } from './backoff.ts';

export interface CarrierMeans {
  hub: HubClient;
  attachments: Attachments;
  log: Log;
  /** Resolves as soon as no item of this tenant is on its way: they go first. */
  itemsFirst(tenant: string): Promise<void>;
}

/** So often a hub may want another piece than it got, before it has to be asked again later. */
const MOST_DISAGREEMENTS = 3;

/** What the line or the whole hub is to blame for: trying the next attachment at once would find the same. */
const FAILURES_OF_ALL: ReadonlySet<string> = new Set<HubFailure>([
  'hub-unreachable',
  'hub-too-slow',
  'hub-busy',
  'not-allowed',
]);

/**
 * Brings what is attached to the items that the city has, piece by piece and from where the city is: a queue of its own,
 * so that no attachment holds up an item, and none that fails another (I10).
 */
export class Carrier {
  readonly #means: CarrierMeans;
  readonly #patience = new Patience();
  /** Half as large after a line failed, twice as large after each piece that went well. */
  #pieceBytes = BLOB_PIECE_BYTES;

  constructor(means: CarrierMeans) {
    this.#means = means;
  }

  /** Carries all that may be tried now. A failure is the connection's. */
  async carry(signal: AbortSignal): Promise<Result<undefined, HubFailure>> {
    for (let next = this.#next(); next && !signal.aborted; next = this.#next()) {
      const carried = await this.#carryOne(next, signal);
      if (carried.ok) {
        this.#patience.succeeded(next.sha256);
        continue;
      }
      this.#patience.failed(next.sha256);
      const { reason } = carried;
      if (isOfAll(reason)) return err(reason);
      this.#means.log.write('attachment-refused', { tenant: next.tenant, reason });
    }
    return ok();
  }

  /** The smallest that is not put off; when there is none, only those that wait are still put off. */
  #next(): AttachmentRow | undefined {
    const rows = this.#means.attachments.waiting(this.#patience.size + 1);
    const next = rows.find(({ sha256 }) => !this.#patience.isHeld(sha256));
    if (!next) this.#patience.forgetOthers(rows.map(({ sha256 }) => sha256));
    return next;
  }

  /** Milliseconds until one that was put off may be tried again; undefined when there is none. */
  nextDue(): number | undefined {
    return this.#patience.nextDue();
  }

  async #carryOne(
    row: AttachmentRow,
    signal: AbortSignal,
  ): Promise<Result<undefined, HubFailure | 'wrong-hash'>> {
    const { hub, attachments, log } = this.#means;
    const asked = await hub.blobOffset(row.tenant, row, signal);
    if (!asked.ok) return asked;
    let disagreements = 0;
    for (let offset = asked.value; offset < row.bytes;) {
      await this.#means.itemsFirst(row.tenant);
      const content = attachments.files.read(
        row.sha256,
        offset,
        Math.min(this.#pieceBytes, row.bytes - offset),
      );
      if (!content) return this.#giveUp(row);
      const sent = await hub.putBlob(row.tenant, row, { start: offset, content }, signal);
      this.#learn(sent);
      if (!sent.ok) {
        const isAltered = sent.reason === 'wrong-hash' && !attachments.files.isSound(row.sha256);
        return isAltered ? this.#giveUp(row) : sent;
      }
      if (sent.value !== offset + content.byteLength) disagreements += 1;
      if (disagreements > MOST_DISAGREEMENTS) return err('hub-busy');
      offset = sent.value;
    }
    attachments.mark(row, 'present');
    log.write('attachment-delivered', { tenant: row.tenant });
    return ok();
  }

  /** The disk lost it: people have to know, and the city keeps the item without it. */
  #giveUp(row: AttachmentRow): Result<undefined, never> {
    this.#means.attachments.mark(row, 'attention');
    this.#means.log.write('attachment-needs-attention', { tenant: row.tenant });
    return ok();
  }

  #learn(sent: Result<number, HubFailure | 'wrong-hash'>): void {
    if (sent.ok) this.#pieceBytes = Math.min(BLOB_PIECE_BYTES, this.#pieceBytes * 2);
    else if (sent.reason === 'hub-unreachable' || sent.reason === 'hub-too-slow')
      this.#pieceBytes = Math.max(ATTACHMENT_STEP_BYTES, this.#pieceBytes / 2);
  }
}

function isOfAll(reason: HubFailure | 'wrong-hash'): reason is HubFailure {
  return FAILURES_OF_ALL.has(reason);
}
