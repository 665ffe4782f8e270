import { type Client } from 'pg';
import { openDatabase, startHub, type Database, type Hub } from '../../../city/hub/index.ts';
import { rightTime } from './clocks.ts';

export interface HubProcessOptions {
  databaseUrl: string;
  keysFolder: string;
  /** Changes the hub's SQL, to show what would be lost without a part of it. */
  rewrite?: ((sql: string) => string) | undefined;
}

type Query = (...args: unknown[]) => unknown;

/** A real hub with connections of its own, that can be killed between any two of its statements. */
export class HubProcess {
  isDead = false;
  readonly #options: HubProcessOptions;
  readonly database: Database;
  readonly #clients = new Set<Client>();
  #hub: Hub | undefined;
  #statementsLeft: number | undefined;

  private constructor(options: HubProcessOptions) {
    this.#options = options;
    this.database = openDatabase(options.databaseUrl);
    this.database.on('connect', (client) => this.#watch(client as unknown as Client));
  }

  static async start(options: HubProcessOptions): Promise<HubProcess> {
    const process = new HubProcess(options);
    process.#hub = await startHub({
      database: process.database,
      keysFolder: options.keysFolder,
      now: rightTime,
    });
    return process;
  }

  get url(): string {
    return this.#hub?.url ?? '';
  }

  /** It dies just before its `statements`-th statement from now. */
  killBefore(statements: number): void {
    this.#statementsLeft = statements;
  }

  spare(): void {
    this.#statementsLeft = undefined;
  }

  async close(): Promise<void> {
    await this.#hub?.close();
    await this.database.end();
  }

  #watch(client: Client): void {
    this.#clients.add(client);
    client.on('error', () => undefined);
    client.once('end', () => this.#clients.delete(client));
    rewriteQueries(client, this.#options.rewrite);
    const watched = client as unknown as { query: Query };
    const query = watched.query.bind(client);
    watched.query = (...args) => {
      this.#countDown();
      return this.isDead ? failed(args) : query(...args);
    };
  }

  #countDown(): void {
    if (this.#statementsLeft === undefined) return;
    this.#statementsLeft -= 1;
    if (this.#statementsLeft <= 0) this.#die();
  }

  /** Its connections break off without a word, as those of a killed process do: PostgreSQL rolls back. */
  #die(): void {
    this.isDead = true;
    this.#statementsLeft = undefined;
    for (const client of this.#clients) {
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    }
  }
}

/** Changes all that is asked over a connection. */
export function rewriteQueries(client: Client, rewrite: ((sql: string) => string) | undefined): void {
  if (!rewrite) return;
  const asked = client as unknown as { query: Query };
  const query = asked.query.bind(client);
  asked.query = (first, ...rest) => query(typeof first === 'string' ? rewrite(first) : first, ...rest);
}

function failed(args: unknown[]): Promise<never> | undefined {
  const error = Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
  const callback = args.at(-1);
  if (typeof callback !== 'function') return Promise.reject(error);
  process.nextTick(callback, error);
  return undefined;
}
