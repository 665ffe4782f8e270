import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type SubmissionLine, type SubmissionReply } from '../../../shared/sync/index.ts';
import { type HubClient, type HubFailure } from '../hub/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import {
  type Attachments,
  type Journal,
  type Outbox,
  type OutboxRow,
  type Outcome,
  type Site,
} from '../store/index.ts';
import { Patience } from './backoff.ts';
import { Batches } from './batches.ts';
import { judge, patienceWithRefused, REFUSALS_AT_MOST, type Verdict } from './verdict.ts';

export interface CourierMeans {
  hub: HubClient;
  keyring: Keyring;
  outbox: Outbox;
  attachments: Attachments;
  journal: Journal;
  site: Site;
  log: Log;
}

/** What became of a delivery; without a failure, all that may be tried now has an answer. */
export interface Delivery {
  /** How many requests came through. */
  requests: number;
  failure?: HubFailure;
}

/** What is remembered of the way to one tenant's hub: how one fares is nothing to the others. */
interface Door {
  batches: Batches;
  patience: Patience;
}

/** Brings what visitors sent to the hubs: at least once, and no item holds up another (I10). */
export class Courier {
  readonly #means: CourierMeans;
  readonly #doors = new Map<string, Door>();

  constructor(means: CourierMeans) {
    this.#means = means;
  }

  /** Delivers all that may be tried now, to all tenants at once. A failure is a connection's, not an item's. */
  async deliver(signal: AbortSignal): Promise<Result<undefined, HubFailure>> {
    const doors = new Set(
      this.#means.outbox.waitingTenants().map((tenant) => this.#means.keyring.doorOf(tenant)),
    );
    const deliveries = await Promise.all([...doors].map((door) => this.deliverTo(door, signal)));
    const failure = deliveries.find((delivery) => delivery.failure !== undefined)?.failure;
    return failure === undefined ? ok() : err(failure);
  }

  /** Delivers all that one tenant's hub may be given now. */
  async deliverTo(door: string, signal: AbortSignal): Promise<Delivery> {
    const { batches, patience } = this.#door(door);
    for (let requests = 0; ; requests += 1) {
      const batch = batches.next(this.#comingTo(door), (row) => !patience.isHeld(row.id));
      if (batch.length === 0 || signal.aborted) return { requests };
      const sent = await this.#send(door, batch, signal);
      if (sent.ok) batches.cameThrough(batch);
      else return { requests, failure: sent.reason };
    }
  }

  /** Milliseconds until an item that was put off may be tried again; undefined when there is none. */
  nextDue(door: string): number | undefined {
    return this.#door(door).patience.nextDue();
  }

  #door(door: string): Door {
    const known = this.#doors.get(door) ?? {
      batches: new Batches(this.#means.outbox),
      patience: new Patience(),
    };
    this.#doors.set(door, known);
    return known;
  }

  /** The tenants whose items are brought to this one. */
  #comingTo(door: string): string[] {
    const { outbox, keyring } = this.#means;
    return outbox.waitingTenants().filter((tenant) => keyring.doorOf(tenant) === door);
  }

  async #send(
    door: string,
    batch: readonly OutboxRow[],
    signal: AbortSignal,
  ): Promise<Result<undefined, HubFailure>> {
    const { hub } = this.#means;
    const replies = await hub.submit(door, batch.map(lineOf), signal);
    if (replies.ok) {
      await this.#settle(door, batch, replies.value);
      return ok();
    }
    if (replies.reason === 'request-refused') return this.#isolate(door, batch, signal);
    // A hub that asks for time says nothing about the batch.
    if (hub.restMilliseconds(door, 'up') === 0) this.#door(door).batches.wasCut(batch);
    return replies;
  }

  /** One item makes the hub refuse the whole request: halves are tried until it stands alone. */
  async #isolate(
    door: string,
    batch: readonly OutboxRow[],
    signal: AbortSignal,
  ): Promise<Result<undefined, HubFailure>> {
    const [only] = batch;
    if (only && batch.length === 1) {
      this.#door(door).patience.failed(only.id);
      this.#means.outbox.noteTrouble(only.id, 'request-refused');
      this.#means.log.write('item-needs-attention', { reason: 'request-refused' });
      return ok();
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await this.#send(door, batch.slice(0, middle), signal);
    return first.ok ? this.#send(door, batch.slice(middle), signal) : first;
  }

  async #settle(
    door: string,
    batch: readonly OutboxRow[],
    replies: readonly SubmissionReply[],
  ): Promise<void> {
    const { patience } = this.#door(door);
    const said = new Map(replies.map((reply) => [reply.id, reply]));
    const enrolment = this.#means.site.enrolment();
    const judged = await Promise.all(
      batch.map(async (row) => ({ id: row.id, verdict: await judge(row, said.get(row.id), enrolment) })),
    );
    for (const { id, needBlobs } of replies) if (needBlobs) this.#means.attachments.heard(id, needBlobs);
    const settled = judged.flatMap(({ id, verdict }) => this.#stateAfter(id, verdict, patience));
    this.#means.outbox.settle(settled);
    this.#tell(settled);
  }

  #stateAfter(id: string, verdict: Verdict, patience: Patience): Outcome[] {
    if (verdict.state === 'later') {
      patience.failed(id);
      return [];
    }
    const refusals = verdict.state === 'altered' ? this.#means.outbox.refuse(id, verdict.reason) : 0;
    if (verdict.state === 'altered' && refusals < REFUSALS_AT_MOST) {
      patience.holdFor(id, patienceWithRefused(refusals));
      this.#means.log.write('item-altered-on-the-way', { reason: verdict.reason, count: refusals });
      return [];
    }
    patience.succeeded(id);
    if (verdict.state === 'accepted') return [{ id, state: 'accepted', reason: null }];
    return [{ id, state: 'attention', reason: verdict.reason }];
  }

  #tell(settled: readonly Outcome[]): void {
    const { journal, log } = this.#means;
    const delivered = settled.filter(({ state }) => state === 'accepted').length;
    if (delivered > 0) {
      journal.count('delivered', delivered);
      log.write('delivered', { count: delivered });
    }
    const reasons = settled.flatMap(({ reason }) => (reason === null ? [] : [reason]));
    if (reasons.length > 0) journal.count('needs-attention', reasons.length);
    for (const reason of new Set(reasons)) {
      const count = reasons.filter((each) => each === reason).length;
      log.write('item-needs-attention', { reason, count });
    }
  }
}

function lineOf({ id, item, signature }: OutboxRow): SubmissionLine {
  return { id, item, signature };
}
