import { ok, type Result } from '../../../shared/result/index.ts';
import { SUBMISSION_BATCH, type SubmissionLine, type SubmissionReply } from '../../../shared/sync/index.ts';
import { type HubClient, type HubFailure } from '../hub/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import {
  type Attachments,
  type DeliveryState,
  type Journal,
  type Outbox,
  type OutboxRow,
} from '../store/index.ts';
import { Patience } from './backoff.ts';

/** What one request carries at most; a single larger item goes alone. */
const BATCH_SIGNS = 1_000_000;
const ROWS_LOOKED_AT = 500;

/** What each word of the hub means here. Items that it will not take stay, for people to look at. */
const STATE_OF: Record<SubmissionReply['outcome'], DeliveryState | undefined> = {
  accepted: 'accepted',
  duplicate: 'accepted',
  conflict: 'attention',
  rejected: 'attention',
  retry: undefined,
};

export interface CourierMeans {
  hub: HubClient;
  keyring: Keyring;
  outbox: Outbox;
  attachments: Attachments;
  journal: Journal;
  log: Log;
}

/** Brings what visitors sent to the hub: at least once, oldest first, and no item holds up another (I10). */
export class Courier {
  readonly #means: CourierMeans;
  readonly #patience = new Patience();

  constructor(means: CourierMeans) {
    this.#means = means;
  }

  /** Delivers all that may be tried now. A failure is the connection's, not an item's. */
  async deliver(signal: AbortSignal): Promise<Result<undefined, HubFailure>> {
    let failure: Result<undefined, HubFailure> = ok();
    const failedTenants = new Set<string>();
    for (;;) {
      const batch = this.#nextBatch(failedTenants);
      const [first] = batch;
      if (!first || signal.aborted) return failure;
      const sent = await this.#send(batch, signal);
      if (sent.ok) continue;
      failure = sent;
      failedTenants.add(first.tenant);
    }
  }

  /** Milliseconds until an item that was put off may be tried again; undefined when there is none. */
  nextDue(): number | undefined {
    return this.#patience.nextDue();
  }

  /** The oldest items of one tenant, as many as one request carries. */
  #nextBatch(failedTenants: ReadonlySet<string>): OutboxRow[] {
    const rows = this.#means.outbox
      .waiting(ROWS_LOOKED_AT + this.#patience.size, [...failedTenants])
      .filter((row) => !this.#patience.isHeld(row.id));
    const batch: OutboxRow[] = [];
    let signs = 0;
    for (const row of rows.filter(({ tenant }) => tenant === rows[0]?.tenant)) {
      signs += row.item.length;
      if (batch.length > 0 && (batch.length === SUBMISSION_BATCH || signs > BATCH_SIGNS)) break;
      batch.push(row);
    }
    return batch;
  }

  async #send(batch: readonly OutboxRow[], signal: AbortSignal): Promise<Result<undefined, HubFailure>> {
    const door = this.#doorOf(batch[0]?.tenant ?? '');
    const replies = await this.#means.hub.submit(door, batch.map(lineOf), signal);
    if (replies.ok) {
      this.#settle(batch, replies.value);
      return ok();
    }
    if (replies.reason !== 'request-refused') return replies;
    return this.#isolate(batch, signal);
  }

  /** What was meant for a tenant that is no longer a partner goes to the people of the home tenant, not round for ever. */
  #doorOf(tenant: string): string {
    const { keyring } = this.#means;
    return keyring.tenants().includes(tenant) ? tenant : (keyring.homeTenant() ?? tenant);
  }

  /** One item makes the hub refuse the whole request: halves are tried until it stands alone. */
  async #isolate(batch: readonly OutboxRow[], signal: AbortSignal): Promise<Result<undefined, HubFailure>> {
    const [only] = batch;
    if (only && batch.length === 1) {
      this.#patience.failed(only.id);
      this.#means.log.write('item-needs-attention', { reason: 'request-refused' });
      return ok();
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await this.#send(batch.slice(0, middle), signal);
    return first.ok ? this.#send(batch.slice(middle), signal) : first;
  }

  #settle(batch: readonly OutboxRow[], replies: readonly SubmissionReply[]): void {
    const said = new Map(replies.map((reply) => [reply.id, reply]));
    const settled = batch.flatMap(({ id }) => {
      const reply = said.get(id);
      const state = reply && STATE_OF[reply.outcome];
      if (state === undefined) {
        this.#patience.failed(id);
        return [];
      }
      this.#patience.succeeded(id);
      if (reply?.needBlobs) this.#means.attachments.heard(id, reply.needBlobs);
      return [{ id, state, reason: reply?.reason ?? null }];
    });
    this.#means.outbox.settle(settled);
    this.#count('delivered', settled.filter((item) => item.state === 'accepted').length);
    this.#count('needs-attention', settled.filter((item) => item.state === 'attention').length);
  }

  #count(event: 'delivered' | 'needs-attention', count: number): void {
    if (count === 0) return;
    this.#means.journal.count(event, count);
    this.#means.log.write(event === 'delivered' ? 'delivered' : 'item-needs-attention', { count });
  }
}

function lineOf({ id, item, signature }: OutboxRow): SubmissionLine {
  return { id, item, signature };
}
