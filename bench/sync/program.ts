import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { type Done, replySchema, type Usage, usageSchema } from './messages.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');
const LAST_WORDS = 2_000;

const running = new Set<Program>();

/** Ends every process that was started and not ended, as after a failure. */
export async function endPrograms(): Promise<void> {
  await Promise.all([...running].map((program) => program.kill()));
}

/** One process that takes part in a measure: a server or a client of one of those compared. */
export class Program {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<Done>>();
  readonly #ready = Promise.withResolvers<unknown>();
  readonly #ended = Promise.withResolvers<undefined>();
  #number = 0;
  #lastWords = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => this.#hear(message));
    child.stderr?.on('data', (text: Buffer) => {
      this.#lastWords = `${this.#lastWords}${text.toString()}`.slice(-LAST_WORDS);
    });
    child.stdout?.resume();
    child.once('exit', () => this.#end());
  }

  /** Starts `programs/<name>.ts` and waits until it is ready. */
  static async start(
    name: string,
    args: readonly string[] = [],
    execArgv: readonly string[] = [],
  ): Promise<{ program: Program; ready: unknown }> {
    const child = fork(join(PROGRAMS, `${name}.ts`), [...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [...execArgv],
    });
    const program = new Program(child);
    running.add(program);
    return { program, ready: await program.#ready.promise };
  }

  /** @throws when the order fails in the process, or the process ends */
  order(command: string, argument: unknown = null): Promise<Done> {
    const number = ++this.#number;
    const waiting = Promise.withResolvers<Done>();
    this.#waiting.set(number, waiting);
    this.#child.send({ number, command, argument });
    return waiting.promise;
  }

  async usage(): Promise<Usage> {
    return usageSchema.parse((await this.order('usage')).value);
  }

  /** As a power cut does it. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended.promise;
  }

  #hear(message: unknown): void {
    const reply = replySchema.parse(message);
    if ('ready' in reply) return this.#ready.resolve(reply.ready);
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if ('failure' in reply) waiting?.reject(new Error(reply.failure));
    else waiting?.resolve(reply);
  }

  #end(): void {
    running.delete(this);
    this.#ended.resolve(undefined);
    const failure = new Error(`a measured process ended:\n${this.#lastWords}`);
    this.#ready.reject(failure);
    for (const waiting of this.#waiting.values()) waiting.reject(failure);
  }
}
