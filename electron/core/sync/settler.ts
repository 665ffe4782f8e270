import { err, ok, type Result } from '../../../shared/result/index.ts';
import { ACKS_BATCH, type Acks, acksSchema } from '../../../shared/sync/index.ts';
import { type HubClient, type HubFailure } from '../hub/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import {
  type AcceptedRow,
  agreedEpoch,
  type Attachments,
  type Db,
  type Outbox,
  Records,
  sha256Name,
} from '../store/index.ts';
import { Patience } from './backoff.ts';
import { readSigned } from './trusted.ts';

type AcksFailure = HubFailure | 'untrusted-acks';

export interface SettlerMeans {
  hub: HubClient;
  keyring: Keyring;
  outbox: Outbox;
  attachments: Attachments;
  content: Db;
  log: Log;
}

/** Cities back up once or a few times a day: asking more often finds nothing new, and ten thousand kiosks ask. */
const ASK_EVERY_MILLISECONDS = 3_600_000;

/** Erases what the city says that it has in a verified backup, and offers again what it says that it does not have. */
export class Settler {
  readonly #means: SettlerMeans;
  readonly #records: Records;
  readonly #patience = new Patience();
  readonly #epochAsked = new Map<string, string>();

  constructor(means: SettlerMeans) {
    this.#means = means;
    this.#records = new Records(means.content);
  }

  /**
   * Asks each city of the items that it accepted, at most once an hour and after each new epoch; all that are followed
   * unless some are named.
   * @returns how many items wait again
   */
  async settle(
    signal: AbortSignal,
    tenants: readonly string[] = this.#means.keyring.tenants(),
  ): Promise<number> {
    const { hub, log, outbox } = this.#means;
    let offered = 0;
    for (const tenant of tenants) {
      const remembered = { content: this.#records.cursor(tenant), outbox: outbox.epoch(tenant) };
      const epoch = agreedEpoch(remembered);
      if (epoch === undefined || signal.aborted || !this.#isDue(tenant, epoch)) continue;
      if (hub.restMilliseconds(tenant, 'up') > 0) continue;
      const done = await this.#settleTenant(tenant, epoch, signal);
      if (done.ok) {
        offered += done.value;
        this.#epochAsked.set(tenant, epoch);
        this.#patience.holdFor(tenant, ASK_EVERY_MILLISECONDS);
        continue;
      }
      this.#patience.failed(tenant);
      log.write('settling-failed', { tenant, reason: done.reason });
    }
    return offered;
  }

  #isDue(tenant: string, epoch: string): boolean {
    const asked = this.#epochAsked.get(tenant);
    return !this.#patience.isHeld(tenant) || (asked !== undefined && asked !== epoch);
  }

  /** Oldest first, page after page. `other-epoch`: the words are of another life of the hub than the content here. */
  async #settleTenant(
    tenant: string,
    epoch: string,
    signal: AbortSignal,
  ): Promise<Result<number, AcksFailure | 'other-epoch'>> {
    let offered = 0;
    for (let after = 0; ;) {
      const rows = this.#means.outbox.unsettled(tenant, ACKS_BATCH, after);
      const last = rows.at(-1);
      if (!last) return ok(offered);
      const ids = rows.map(({ id }) => id);
      const acks = await this.#ask(tenant, ids, signal);
      if (!acks.ok) return acks;
      if (acks.value.epoch !== epoch) return err('other-epoch');
      offered += this.#apply(tenant, rows, acks.value);
      after = last.position;
    }
  }

  /** Believed only when the city's key vouches for it: what follows from it cannot be taken back (I12). */
  async #ask(
    tenant: string,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<Acks, AcksFailure>> {
    const { hub, keyring } = this.#means;
    const reply = await hub.acks(tenant, ids, signal);
    if (!reply.ok) return reply;
    const acks = await readSigned(keyring, acksSchema, tenant, reply.value);
    return acks.ok ? acks : err('untrusted-acks');
  }

  #apply(tenant: string, rows: readonly AcceptedRow[], { acks }: Acks): number {
    const { outbox, attachments, log } = this.#means;
    const said = new Map(acks.map((ack) => [ack.id, ack]));
    // A hub that does not speak of what is attached has not noted it: the item tells it.
    const isMissing = (id: string) =>
      !said.has(id) || (attachments.has(id) && said.get(id)?.needBlobs === undefined);
    const missing = rows.filter(({ id }) => isMissing(id)).map(({ id }) => id);
    const known = rows.flatMap(({ id, item }) => {
      const ack = said.get(id);
      return ack ? [{ ...ack, isOurs: ack.sha256 === sha256Name(item) }] : [];
    });
    const ours = known.filter(({ id, isOurs }) => isOurs && !isMissing(id));
    for (const { id, needBlobs } of ours) if (needBlobs) attachments.heard(id, needBlobs);
    const settled = ours.filter(({ state, needBlobs = [] }) => state === 'settled' && needBlobs.length === 0);
    const foreign = known.filter(({ isOurs }) => !isOurs);
    outbox.erase(settled);
    attachments.forgetSettled();
    outbox.offer(missing);
    outbox.settle(foreign.map(({ id }) => ({ id, state: 'attention', reason: 'conflict' })));
    if (settled.length > 0) log.write('items-settled', { tenant, count: settled.length });
    if (missing.length > 0) log.write('items-offered-again', { tenant, count: missing.length });
    if (foreign.length > 0)
      log.write('item-needs-attention', { tenant, reason: 'conflict', count: foreign.length });
    return missing.length;
  }
}
