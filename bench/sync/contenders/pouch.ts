import { z } from 'zod';
import { type Contender, type Expected, type Served } from '../contender.ts';
import { type Ground } from '../ground.ts';
import { Program } from '../program.ts';
import { recordsOf } from '../workload.ts';

export interface PouchServed extends Served {
  count(): Promise<number>;
}

/** PouchDB and express-pouchdb: the classic of offline first. */
export class Pouch implements Contender {
  readonly name = 'PouchDB';
  readonly remark =
    'PouchDB 9 and express-pouchdb 4.2, LevelDB on both sides, batches of 1,000; every replica may also write; no full-text index; LevelDB does not flush each write';
  readonly #ground: Ground;
  #template = '';

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async prepare(records: number): Promise<void> {
    this.#template = this.#ground.newFolder();
    const { program } = await Program.start('pouch-server', [this.#template]);
    await program.order('change', { updates: recordsOf(records), deletes: [] });
    await program.order('close');
    await program.kill();
  }

  open(): Promise<PouchServed> {
    return this.#serve(this.#ground.copyOf(this.#template));
  }

  async expectWhole(client: Program, { records, changes }: Expected): Promise<void> {
    const { value } = await client.order('count');
    if (value !== records - (changes?.deletes.length ?? 0))
      throw new Error(`PouchDB has ${String(value)} documents`);
  }

  openEmpty(): Promise<PouchServed> {
    return this.#serve(this.#ground.newFolder());
  }

  /** Documents of these sizes to push; gives fresh copies. */
  async prepareOutbox(sizes: readonly number[]): Promise<() => string> {
    const filled = this.#ground.newFolder();
    const { program } = await Program.start('pouch-client', [filled]);
    await program.order('fill', sizes);
    await program.order('close');
    await program.kill();
    return () => this.#ground.copyOf(filled);
  }

  async #serve(folder: string): Promise<PouchServed> {
    const { program, ready } = await Program.start('pouch-server', [folder]);
    return {
      usage: () => program.usage(),
      newFolder: () => this.#ground.newFolder(),
      startClient: async (own) => (await Program.start('pouch-client', [own, String(ready)])).program,
      change: async (changes) => void (await program.order('change', changes)),
      count: async () => z.number().parse((await program.order('count')).value),
      close: () => program.kill(),
    };
  }
}
