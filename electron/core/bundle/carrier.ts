import {
  type FromStickReason,
  type StickTenant,
  type ToStickReason,
} from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { isEnrolled } from '../identity/index.ts';
import { isDamage, sqliteCode } from '../store/index.ts';
import { type ContentTurn } from '../sync/index.ts';
import { takeFromStick, type TakingMeans } from './from-stick.ts';
import { findStick, stickErrorCode } from './stick.ts';
import { leaveOnStick, type LeavingMeans } from './to-stick.ts';

export interface CarrierMeans extends TakingMeans, LeavingMeans {
  dataFolder: string;
  turn: ContentTurn;
  /** Told after a stick was read: what it said may let more be delivered. */
  onTaken(): void;
  /** Told of a damaged file, which only a new start mends. */
  onDamage(): void;
}

type OwnFailure = 'no-stick' | 'stick-busy' | 'not-enrolled' | 'storage-failed';

interface Work {
  stick: string;
  identity: { device: string; tenant: string };
}

const WRITE_FAILURES: Record<string, ToStickReason> = {
  ENOSPC: 'stick-full',
  EDQUOT: 'stick-full',
  // The file system of most sticks holds no file of four gigabytes.
  EFBIG: 'stick-full',
  EROFS: 'stick-read-only',
  EACCES: 'stick-read-only',
  EPERM: 'stick-read-only',
};

/** Carries the sync on a stick, for people who stand before the kiosk: one stick at a time. */
export class StickCarrier {
  readonly #means: CarrierMeans;
  readonly #stopping = new AbortController();
  #underWay: Promise<unknown> | undefined;

  constructor(means: CarrierMeans) {
    this.#means = means;
  }

  /** The reasons are those of the staff contract. Also while the network brings the same: it gives way. */
  fromStick(folder: string): Promise<Result<{ tenants: StickTenant[] }, FromStickReason>> {
    return this.#alone(folder, async ({ stick, identity }) => {
      const { turn, log } = this.#means;
      const { signal } = this.#stopping;
      const tenants = await turn.ofStick(() => takeFromStick(this.#means, identity, stick, signal));
      log.write('stick-read', { count: tenants.filter(({ content }) => content.ok).length });
      this.#means.onTaken();
      return ok({ tenants });
    });
  }

  toStick(folder: string): Promise<Result<{ items: number }, ToStickReason>> {
    return this.#alone(
      folder,
      async ({ stick, identity }): Promise<Result<{ items: number }, ToStickReason>> => {
        try {
          const items = await leaveOnStick(this.#means, identity, stick);
          this.#means.log.write('stick-written', { count: items });
          return ok({ items });
        } catch (error) {
          const code = stickErrorCode(error);
          if (code === undefined) throw error;
          const reason = WRITE_FAILURES[code] ?? 'stick-failed';
          this.#means.log.write('stick-refused', { reason, code });
          return err(reason);
        }
      },
    );
  }

  /** Lets the one under way come to its next pause. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#underWay?.catch(() => undefined);
  }

  async #alone<T, Reason extends string>(
    folder: string,
    carry: (work: Work) => Promise<Result<T, Reason>>,
  ): Promise<Result<T, Reason | OwnFailure>> {
    if (this.#underWay) return err('stick-busy');
    this.#underWay = this.#carry(folder, carry);
    try {
      return (await this.#underWay) as Result<T, Reason | OwnFailure>;
    } finally {
      this.#underWay = undefined;
    }
  }

  async #carry<T, Reason extends string>(
    folder: string,
    carry: (work: Work) => Promise<Result<T, Reason>>,
  ): Promise<Result<T, Reason | OwnFailure>> {
    const { precious, key, dataFolder } = this.#means;
    const identity = precious.site.enrolment();
    if (!identity || !isEnrolled(precious.site, key)) return err('not-enrolled');
    const stick = await findStick(folder, dataFolder);
    if (stick === undefined) return err('no-stick');
    try {
      return await carry({ stick, identity });
    } catch (error) {
      if (sqliteCode(error) === undefined && stickErrorCode(error) === undefined) throw error;
      this.#means.log.write('stick-refused', { reason: 'storage-failed', code: sqliteCode(error) ?? 'BUG' });
      if (isDamage(error)) this.#means.onDamage();
      return err('storage-failed');
    }
  }
}
