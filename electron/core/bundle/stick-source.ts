import { join } from 'node:path';
import { type z } from 'zod';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type SignedText, signedTextSchema } from '../../../shared/sealing/index.ts';
import {
  BUNDLE_FILES,
  EVERYBODY,
  type Scope,
  type Segment,
  type SignedByFeed,
  signedByFeedSchema,
} from '../../../shared/sync/index.ts';
import { type CheckpointReply, type ContentSource, type HubFailure, parseJsonBytes } from '../hub/index.ts';
import { readFromStick } from './stick.ts';

/** Acknowledgements of a hundred thousand items are smaller; a file that somebody put there to fill the memory is not. */
const LARGEST_FILE_BYTES = 16_000_000;

/**
 * A stick that the city wrote, or somebody else: nothing of it is believed that the city's keys do not vouch for. It has
 * no log: what a kiosk lacks, it finds by comparing buckets. `not-served`: the stick does not have it.
 */
export class StickSource implements ContentSource {
  readonly #folder: string;
  readonly #identity: { device: string; tenant: string };

  constructor(folder: string, identity: { device: string; tenant: string }) {
    this.#folder = folder;
    this.#identity = identity;
  }

  async checkpoint(tenant: string): Promise<Result<CheckpointReply, HubFailure>> {
    const checkpoint = await this.#read(tenant, this.checkpointName(tenant), signedByFeedSchema);
    const keyset = await this.keyset(tenant);
    if (!checkpoint.ok) return checkpoint;
    return keyset.ok ? ok({ checkpoint: checkpoint.value, keyset: keyset.value, now: Date.now() }) : keyset;
  }

  /** The file with the checkpoint that this kiosk follows. */
  checkpointName(tenant: string): string {
    return BUNDLE_FILES.checkpoint(tenant === this.#identity.tenant ? this.#identity.device : EVERYBODY);
  }

  keyset(tenant: string): Promise<Result<SignedText, 'not-served' | 'bad-reply'>> {
    return this.#read(tenant, BUNDLE_FILES.keyset, signedTextSchema);
  }

  /** The city's list of what it wrote, which it writes last. */
  list(tenant: string): Promise<Result<SignedByFeed, 'not-served' | 'bad-reply'>> {
    return this.#read(tenant, BUNDLE_FILES.list, signedByFeedSchema);
  }

  /** `not-served`: this stick has no word on this kiosk's items. */
  acks(tenant: string): Promise<Result<SignedByFeed, 'not-served' | 'bad-reply'>> {
    return this.#read(tenant, BUNDLE_FILES.acks(this.#identity.device), signedByFeedSchema);
  }

  async snapshot(tenant: string, scope: Scope): Promise<Result<SignedByFeed, HubFailure>> {
    return this.#read(tenant, BUNDLE_FILES.snapshot(scope), signedByFeedSchema);
  }

  async feedPage(): Promise<Result<never, 'below-floor'>> {
    return err('below-floor');
  }

  async segment(
    tenant: string,
    segment: Segment,
    taking: { from: number; start(isRest: boolean): void; onPiece(piece: Uint8Array): void },
  ): Promise<Result<undefined, HubFailure>> {
    const content = await this.#bytes(tenant, BUNDLE_FILES.segment(segment.sha256), segment.bytes);
    if (!content) return err('not-served');
    taking.start(taking.from > 0);
    taking.onPiece(content.subarray(taking.from));
    return ok();
  }

  async #read<T>(
    tenant: string,
    name: string,
    schema: z.ZodType<T>,
  ): Promise<Result<T, 'not-served' | 'bad-reply'>> {
    const content = await this.#bytes(tenant, name, LARGEST_FILE_BYTES);
    if (!content) return err('not-served');
    const parsed = schema.safeParse(parseJsonBytes(content));
    return parsed.success ? ok(parsed.data) : err('bad-reply');
  }

  #bytes(tenant: string, name: string, largest: number): Promise<Uint8Array | undefined> {
    return readFromStick(this.#folder, join(tenant, name), largest);
  }
}
