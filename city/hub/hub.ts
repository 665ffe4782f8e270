import type { Database } from './database/index.ts';
import { startBells, startForgettingCalls } from './desk/index.ts';
import { startSequencer, startUpkeep, startWatchingLife } from './feed/index.ts';
import { createServer, describeFailure, type Log } from './http/index.ts';
import { openKeyRing } from './keys/index.ts';
import { startLive } from './live/index.ts';
import { openProviders } from './provider/index.ts';
import { startPlans } from './publishing/index.ts';
import { startRefusals } from './refusals/index.ts';
import { startEndingAnswers, startPromises } from './submissions/index.ts';

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
  /** The console's address as browsers have it, such as `https://borne.example.fr`; otherwise any that a request names. */
  consoleOrigin?: string;
  /** The built page of the visitors, as the kiosks have it; without it the console has no preview. */
  pageFolder?: string;
  /** Addresses of proxies in front, which say where a request comes from; nobody is believed by default. */
  trustedProxies?: string[];
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
  const bells = startBells(options.database);
  const refusals = startRefusals(options.database, onFailure);
  const server = createServer({
    database: options.database,
    ring: openKeyRing(options.keysFolder),
    log,
    now,
    streams: live.streams,
    bells,
    refusals,
    providers: openProviders(options.keysFolder),
    trustedProxies: options.trustedProxies,
    consoleFolder: options.consoleFolder,
    consoleOrigin: options.consoleOrigin,
    pageFolder: options.pageFolder,
  });
  const url = await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  const beside = [
    startSequencer(options.database, onFailure),
    startUpkeep(options.database, onFailure),
    startWatchingLife(options.database, () => log({ event: 'new-life' }), onFailure),
    startEndingAnswers(options.database, now, onFailure),
    startForgettingCalls(options.database, onFailure),
    startPlans(options.database, onFailure),
    startPromises(options.database, onFailure),
    refusals,
  ];
  return {
    url,
    async close() {
      // Streams never end by themselves: closing the server would wait for them.
      await Promise.all([live.stop(), bells.stop()]);
      await server.close();
      await Promise.all(beside.map((work) => work.stop()));
    },
  };
}
