import { type Database } from '../../city/hub/index.ts';
import { type OurServed, type Ours } from '../sync/contenders/ours.ts';
import { type Ground } from '../sync/ground.ts';

/** How many hubs share the one database in turn. */
export const HUB_COUNTS = [1, 2, 4] as const;

/** What a stretch of work took of all hubs together, and of PostgreSQL. */
export interface Cost {
  hubCpuSeconds: number;
  postgresCpuSeconds: number;
  sentBytes: number;
  /** Of the hub that had most, ever. */
  peakMemoryMib: number;
}

/** Several hubs, each a process of its own, over the one prepared database. */
export class Hubs {
  readonly #served: OurServed[];
  readonly #ground: Ground;

  private constructor(served: OurServed[], ground: Ground) {
    this.#served = served;
    this.#ground = ground;
  }

  static async start(ours: Ours, ground: Ground, count: number): Promise<Hubs> {
    const served = [];
    while (served.length < count) served.push(await ours.open(ours.template));
    return new Hubs(served, ground);
  }

  get urls(): string[] {
    return this.#served.map(({ url }) => url);
  }

  get database(): Database {
    const [first] = this.#served;
    if (first === undefined) throw new Error('no hub was started');
    return first.database;
  }

  async costOf<T>(work: () => Promise<T>): Promise<{ load: T; cost: Cost }> {
    const before = await this.#used();
    const load = await work();
    const after = await this.#used();
    const cost = {
      hubCpuSeconds: after.hubCpuSeconds - before.hubCpuSeconds,
      postgresCpuSeconds: after.postgresCpuSeconds - before.postgresCpuSeconds,
      sentBytes: after.sentBytes - before.sentBytes,
      peakMemoryMib: after.peakMemoryMib,
    };
    return { load, cost };
  }

  /** Kills the last one with SIGKILL, as a machine that burns. */
  async killLast(): Promise<void> {
    await this.#served.pop()?.close();
  }

  async close(): Promise<void> {
    for (const served of this.#served) await served.close();
  }

  /** The processor time that a hub tells includes PostgreSQL's, which all of them share. */
  async #used(): Promise<Cost> {
    const postgresCpuSeconds = this.#ground.postgresCpuSeconds();
    const each = [];
    for (const served of this.#served) {
      const { cpuSeconds, sentBytes, peakMemoryMib } = await served.usage();
      each.push({ hub: cpuSeconds - this.#ground.postgresCpuSeconds(), sentBytes, peakMemoryMib });
    }
    return {
      postgresCpuSeconds,
      hubCpuSeconds: each.reduce((sum, { hub }) => sum + hub, 0),
      sentBytes: each.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
      peakMemoryMib: Math.max(...each.map(({ peakMemoryMib }) => peakMemoryMib)),
    };
  }
}
