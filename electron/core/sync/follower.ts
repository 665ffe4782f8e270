import { err, ok, type Result } from '../../../shared/result/index.ts';
import { fingerprint, verify } from '../../../shared/sealing/index.ts';
import {
  type Change,
  type Checkpoint,
  checkpointSchema,
  recordSum,
  type Scope,
} from '../../../shared/sync/index.ts';
import { type HubClient, type HubFailure } from '../hub/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';
import { project } from '../projection/index.ts';
import { type Db, type Outbox, Records, type StagedChange } from '../store/index.ts';

export type FollowFailure =
  | HubFailure
  | 'bad-page'
  | 'epoch-changed'
  | 'untrusted-keys'
  | 'untrusted-checkpoint'
  | 'older-checkpoint'
  | 'sums-differ'
  | 'tenant-not-followed'
  | 'interrupted';

export interface FollowerMeans {
  hub: HubClient;
  keyring: Keyring;
  outbox: Outbox;
  content: Db;
  log: Log;
}

/** Brings what the cities publish to this kiosk: whole checkpoints, verified, or nothing. */
export class Follower {
  readonly #means: FollowerMeans;
  readonly #records: Records;
  readonly #examined = new Set<string>();

  constructor(means: FollowerMeans) {
    this.#means = means;
    this.#records = new Records(means.content);
  }

  /** Forgets the content of tenants that the home tenant no longer lists. */
  keepOnly(tenants: readonly string[]): void {
    this.#records.keepOnly(tenants, (tenant, places) => project(this.#means.content, tenant, places));
  }

  /**
   * Follows one tenant to its newest checkpoint. Pages already fetched are kept, so that the next try goes on where
   * this one stopped. `untrusted-…`: nothing of it was used; `older-checkpoint`: behind what is already here, as from a
   * stale cache; `sums-differ`: the pages do not make what was signed, and all is fetched anew next time;
   * `epoch-changed`: the hub's database was replaced meanwhile.
   */
  async follow(tenant: string, signal: AbortSignal): Promise<Result<{ applied: number }, FollowFailure>> {
    await this.#examineOnce(tenant);
    const checkpoint = await this.#fetchCheckpoint(tenant, signal);
    if (!checkpoint.ok) return checkpoint;
    const cursor = this.#records.cursor(tenant);
    const isNewEpoch = cursor !== undefined && cursor.epoch !== checkpoint.value.epoch;
    const fromZero = cursor === undefined || isNewEpoch || this.#records.isDoubted(tenant);
    if (!fromZero && checkpoint.value.head < cursor.head) return err('older-checkpoint');
    if (!fromZero && checkpoint.value.head === cursor.head) return ok({ applied: 0 });
    if (isNewEpoch) this.#offerAgain(tenant);
    const fetched = await this.#fetchScopes(checkpoint.value, fromZero, signal);
    return fetched.ok ? this.#apply(checkpoint.value, fromZero) : fetched;
  }

  /** Once a start, every row is compared with the sum of its own body: a disk that altered one is found out. */
  async #examineOnce(tenant: string): Promise<void> {
    if (this.#examined.has(tenant)) return;
    this.#examined.add(tenant);
    for (const row of this.#records.rows(tenant)) {
      if ((await sumOf(row)) === row.sum) continue;
      this.#means.log.write('content-altered', { tenant });
      this.#records.doubt(tenant);
      return;
    }
  }

  async #fetchCheckpoint(tenant: string, signal: AbortSignal): Promise<Result<Checkpoint, FollowFailure>> {
    const { hub, keyring } = this.#means;
    const reply = await hub.checkpoint(tenant, signal);
    if (!reply.ok) return reply;
    const kept = await this.#keepKeyset(tenant, reply.value.keyset);
    if (!kept.ok) return kept;
    const feedKey = keyring.newest(tenant)?.feed.find((key) => key.kid === reply.value.feedKey);
    const { text, signature } = reply.value.checkpoint;
    if (!feedKey || !(await verify(feedKey.publicKey, text, signature))) return err('untrusted-checkpoint');
    const checkpoint = checkpointSchema.safeParse(JSON.parse(text));
    if (!checkpoint.success || checkpoint.data.tenant !== tenant) return err('untrusted-checkpoint');
    return ok(checkpoint.data);
  }

  /** A smaller edition than ours is left aside; the checkpoint may still be signed by a key of ours. */
  async #keepKeyset(
    tenant: string,
    signed: { text: string; signature: string },
  ): Promise<Result<undefined, 'untrusted-keys' | 'tenant-not-followed'>> {
    const { keyring, log } = this.#means;
    const kept = await keyring.keep(tenant, signed);
    if (kept.ok && kept.value.isNew) log.write('keyset-kept', { tenant, edition: kept.value.edition });
    if (kept.ok) return ok();
    log.write('keyset-refused', { tenant, reason: kept.reason });
    return kept.reason === 'older-keys' ? ok() : err(kept.reason);
  }

  /** A hub that was restored from a backup may lack what it had accepted: the kiosk still has all of it (I1). */
  #offerAgain(tenant: string): void {
    const count = this.#means.outbox.offerAgain(tenant);
    if (count > 0) this.#means.log.write('items-offered-again', { tenant, count });
  }

  async #fetchScopes(
    checkpoint: Checkpoint,
    fromZero: boolean,
    signal: AbortSignal,
  ): Promise<Result<undefined, FollowFailure>> {
    for (const { scope, head } of checkpoint.scopes) {
      const origin = fromZero ? 0 : this.#records.position(checkpoint.tenant, scope);
      const fetched = await this.#fetchScope(checkpoint, { scope, head, origin }, signal);
      if (!fetched.ok) return fetched;
    }
    return ok();
  }

  async #fetchScope(
    checkpoint: Checkpoint,
    wanted: { scope: Scope; head: number; origin: number },
    signal: AbortSignal,
  ): Promise<Result<undefined, FollowFailure>> {
    const { tenant, epoch } = checkpoint;
    const { scope, head, origin } = wanted;
    let last = this.#resumeAt(checkpoint, wanted);
    while (last < head) {
      if (signal.aborted) return err('interrupted');
      const page = await this.#means.hub.feedPage(tenant, scope, { epoch, after: last, until: head }, signal);
      if (!page.ok) return page;
      last = page.value.last;
      const changes = await Promise.all(page.value.changes.map(withSum));
      this.#records.stage(tenant, scope, { epoch, origin, last }, changes);
    }
    return ok();
  }

  /** The end of what was staged by an interrupted fetch, when it still leads to this checkpoint. */
  #resumeAt(checkpoint: Checkpoint, wanted: { scope: Scope; head: number; origin: number }): number {
    const { tenant, epoch } = checkpoint;
    const staging = this.#records.staging(tenant, wanted.scope);
    if (!staging) return wanted.origin;
    const leadsHere =
      staging.epoch === epoch && staging.origin === wanted.origin && staging.last <= wanted.head;
    if (leadsHere) return staging.last;
    this.#records.dropStaging(tenant, wanted.scope);
    return wanted.origin;
  }

  #apply(checkpoint: Checkpoint, fromZero: boolean): Result<{ applied: number }, 'sums-differ'> {
    const { content, log } = this.#means;
    const { tenant } = checkpoint;
    const applied = this.#records.apply(checkpoint, fromZero, (places) => project(content, tenant, places));
    if (applied === 'sums-differ') {
      this.#records.doubt(tenant);
      log.write('content-fetched-anew', { tenant });
      return err('sums-differ');
    }
    if (applied > 0) log.write('checkpoint-applied', { tenant, count: applied });
    return ok({ applied });
  }
}

async function withSum(change: Change): Promise<StagedChange> {
  const { collection, id, version, body } = change;
  return { ...change, sum: body === null ? 0n : await sumOf({ collection, id, version, body }) };
}

async function sumOf(record: {
  collection: string;
  id: string;
  version: number;
  body: string;
}): Promise<bigint> {
  const { collection, id, version, body } = record;
  return recordSum({ collection, id, version, sha256: await fingerprint(body) });
}
