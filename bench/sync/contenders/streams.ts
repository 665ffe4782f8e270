import { z } from 'zod';
import { type Contender, type Expected, type Served } from '../contender.ts';
import { type Ground } from '../ground.ts';
import { Program } from '../program.ts';
import { recordsOf, type WorkloadChanges } from '../workload.ts';

export interface StreamsServed extends Served {
  /** How far the log goes. */
  end(): Promise<string>;
}

/** durable-streams: an HTTP log, the least that can bring changes reliably. */
export class Streams implements Contender {
  readonly name = 'durable-streams';
  readonly remark =
    'durable-streams server 0.3.7 (log file with flushes, LMDB); its client appends the messages to a plain file: no rows, no index, no checks';
  readonly #ground: Ground;
  #template = '';

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async prepare(records: number): Promise<void> {
    this.#template = this.#ground.newFolder();
    const messages = messagesOf({ updates: recordsOf(records), deletes: [] });
    await this.#appendTo(this.#template, messages);
  }

  open(): Promise<StreamsServed> {
    return this.#serve(this.#ground.copyOf(this.#template));
  }

  /** A log forgets nothing: a change is one more line. */
  async expectWhole(client: Program, { records, changes }: Expected): Promise<void> {
    const { value } = await client.order('count');
    const lines = records + (changes?.updates.length ?? 0) + (changes?.deletes.length ?? 0);
    if (value !== lines) throw new Error(`the reader of the log has ${String(value)} lines`);
  }

  async openEmpty(): Promise<StreamsServed> {
    const folder = this.#ground.newFolder();
    await this.#appendTo(folder, []);
    return this.#serve(folder);
  }

  async prepareOutbox(sizes: readonly number[]): Promise<() => string> {
    const filled = this.#ground.newFolder();
    const { program } = await Program.start('streams-client', [filled]);
    await program.order('fill', sizes);
    await program.kill();
    return () => this.#ground.copyOf(filled);
  }

  async #appendTo(folder: string, messages: readonly string[]): Promise<void> {
    const { program } = await Program.start('streams-server', [folder]);
    await program.order('append', messages);
    await program.order('close');
    await program.kill();
  }

  async #serve(folder: string): Promise<StreamsServed> {
    const { program, ready } = await Program.start('streams-server', [folder]);
    return {
      usage: () => program.usage(),
      newFolder: () => this.#ground.newFolder(),
      startClient: async (own) => (await Program.start('streams-client', [own, String(ready)])).program,
      change: async (changes) => void (await program.order('append', messagesOf(changes))),
      end: async () => z.string().parse((await program.order('end')).value),
      close: () => program.kill(),
    };
  }
}

function messagesOf({ updates, deletes }: WorkloadChanges): string[] {
  return [
    ...updates.map(
      ({ collection, id, body }) => `{"collection":"${collection}","id":"${id}","body":${body}}`,
    ),
    ...deletes.map(({ collection, id }) => `{"collection":"${collection}","id":"${id}","op":"delete"}`),
  ];
}
