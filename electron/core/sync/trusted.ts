import { type z } from 'zod';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { verify } from '../../../shared/sealing/index.ts';
import {
  type Acks,
  acksSchema,
  type Checkpoint,
  checkpointSchema,
  type Scope,
  type SignedByFeed,
  type Snapshot,
  snapshotSchema,
} from '../../../shared/sync/index.ts';
import { type ContentSource, type HubFailure } from '../hub/index.ts';
import { type Keyring } from '../identity/index.ts';
import { type Log } from '../log/index.ts';

export type TrustFailure = 'untrusted-keys' | 'untrusted-checkpoint' | 'tenant-not-followed';

export interface TrustMeans {
  hub: ContentSource;
  keyring: Keyring;
  log: Log;
}

/** A clock that is further off is told to staff. */
const NOTABLE_SKEW_MILLISECONDS = 5 * 60_000;

/** What the hub signed, believed only when a feed key of the tenant's keyset vouches for it (I12). */
export class TrustedHub {
  readonly #means: TrustMeans;

  constructor(means: TrustMeans) {
    this.#means = means;
  }

  async checkpoint(
    tenant: string,
    signal: AbortSignal,
  ): Promise<Result<Checkpoint, HubFailure | TrustFailure>> {
    const reply = await this.#means.hub.checkpoint(tenant, signal);
    if (!reply.ok) return reply;
    this.#noteSkew(reply.value.now);
    const kept = await this.#keepKeyset(tenant, reply.value.keyset);
    if (!kept.ok) return kept;
    return this.#read(checkpointSchema, tenant, reply.value.checkpoint);
  }

  /** `not-served`: there is none of this scope. */
  async snapshot(
    tenant: string,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<Result<Snapshot, HubFailure | TrustFailure>> {
    const reply = await this.#means.hub.snapshot(tenant, scope, signal);
    if (!reply.ok) return reply;
    const snapshot = await this.#read(snapshotSchema, tenant, reply.value);
    return snapshot.ok && snapshot.value.scope !== scope ? err('untrusted-checkpoint') : snapshot;
  }

  /** What the hub says of items that it accepted, wherever it comes from: checked before anything of theirs is erased. */
  async acks(tenant: string, signed: SignedByFeed): Promise<Result<Acks, 'untrusted-acks'>> {
    const acks = await this.#read(acksSchema, tenant, signed);
    return acks.ok ? acks : err('untrusted-acks');
  }

  async #read<T extends { tenant: string }>(
    schema: z.ZodType<T>,
    tenant: string,
    signed: SignedByFeed,
  ): Promise<Result<T, 'untrusted-checkpoint'>> {
    const key = this.#means.keyring.newest(tenant)?.feed.find(({ kid }) => kid === signed.feedKey);
    if (!key || !(await verify(key.publicKey, signed.text, signed.signature)))
      return err('untrusted-checkpoint');
    const read = schema.safeParse(JSON.parse(signed.text));
    return read.success && read.data.tenant === tenant ? ok(read.data) : err('untrusted-checkpoint');
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

  /** The kiosk's clock orders nothing; a person should put it right all the same. */
  #noteSkew(hubNow: number): void {
    const skew = Math.abs(Date.now() - hubNow);
    if (skew > NOTABLE_SKEW_MILLISECONDS)
      this.#means.log.write('clock-differs', { milliseconds: Math.round(skew) });
  }
}
