import type { Database } from './database/index.ts';
import { startDigests, type MailOptions } from './digest/index.ts';
import { startSequencer, startUpkeep, startWatchingLife } from './feed/index.ts';
import { createServer, describeFailure, type Log } from './http/index.ts';
import { openKeyRing } from './keys/index.ts';
import { startLive } from './live/index.ts';
import { startRefusals } from './refusals/index.ts';
import { startEndingAnswers, startErasing } from './submissions/index.ts';

export interface HubOptions {
  /** The pool stays the caller's, who ends it after `close`. */
  database: Database;
  keysFolder: string;
  /** 127.0.0.1 unless said otherwise. */
  host?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** The built pages of the agents' console; without it there is none. */
  consoleFolder?: string;
  /** Addresses of proxies in front, which say where a request comes from; nobody is believed by default. */
  trustedProxies?: string[];
  /** The server that takes the agents' morning letters; without it none is sent. */
  mail?: MailOptions;
  log?: Log;
  now?: () => Date;
}

export interface Hub {
  url: string;
  /** Finishes the requests that are under way. */
  close(): Promise<void>;
}

/** Starts a hub on a database that was migrated. It keeps nothing of its own: several may run over one database. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const log = options.log ?? (() => undefined);
  const now = options.now ?? (() => new Date());
  const onFailure = (error: unknown) => log({ event: 'failure', failure: describeFailure(error) });
  const live = startLive(options.database, onFailure);
  const refusals = startRefusals(options.database, onFailure);
  const server = createServer({
    database: options.database,
    ring: openKeyRing(options.keysFolder),
    log,
    now,
    hasMail: options.mail !== undefined,
    streams: live.streams,
    refusals,
    trustedProxies: options.trustedProxies,
    consoleFolder: options.consoleFolder,
  });
  const url = await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  const beside = [
    startSequencer(options.database, onFailure),
    startUpkeep(options.database, onFailure),
    startWatchingLife(options.database, () => log({ event: 'new-life' }), onFailure),
    startEndingAnswers(options.database, now, onFailure),
    startErasing(options.database, now, onFailure),
    refusals,
    ...(options.mail === undefined ? [] : [startDigests(options.database, options.mail, now, onFailure)]),
  ];
  return {
    url,
    async close() {
      // Streams never end by themselves: closing the server would wait for them.
      await live.stop();
      await server.close();
      await Promise.all(beside.map((work) => work.stop()));
    },
  };
}
