import { fastifyCookie } from '@fastify/cookie';
import { fastifyStatic } from '@fastify/static';
import { RPCHandler } from '@orpc/server/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pagePolicy } from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { isOwnPage, tellFailures } from '../page-calls.ts';
import type { Providers } from '../provider/index.ts';
import type { ConsoleCall } from './base.ts';
import { sessionIn, setSession } from './cookies.ts';
import { addProviderReturn, setVisit } from './provider-return.ts';
import { consoleRouter } from './router.ts';

export interface ConsoleOptions {
  database: Database;
  ring: KeyRing;
  now: () => Date;
  providers: Providers;
  /** The one address of the console, such as `https://borne.example.fr`; otherwise whichever the request names. */
  origin?: string | undefined;
  /** The built pages. */
  folder?: string | undefined;
  /** Told of a bug in one call; never of what the call carried. */
  onFailure: (error: unknown) => void;
}

const CALL_BYTES = 256 * 1024;

/** How many seconds ago the page was touched; more than a day is a day. */
const IDLE = /^\d{1,5}$/;

/** The agents' console: its calls under /console/rpc, its pages under /console/. */
export function addConsoleRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  server.register(fastifyCookie);
  addCalls(server, options);
  addProviderReturn(server, options);
  if (options.folder !== undefined) addPages(server, options.folder);
}

function addCalls(server: FastifyInstance, options: ConsoleOptions): void {
  const handler = new RPCHandler(consoleRouter, {
    clientInterceptors: [tellFailures(options.onFailure)],
  });
  server.all('/console/rpc/*', { bodyLimit: CALL_BYTES }, async (request, reply) => {
    if (!isOwnPage(request, options.origin)) return reply.code(403).send({ error: 'foreign-origin' });
    const context = callOf(options, request, reply);
    const { matched } = await handler.handle(request, reply, { prefix: '/console/rpc', context });
    if (!matched) return reply.code(404).send({ error: 'not-found' });
    return reply;
  });
}

function callOf(options: ConsoleOptions, request: FastifyRequest, reply: FastifyReply): ConsoleCall {
  const { origin = '' } = request.headers;
  const idle = request.headers['x-borne-idle'];
  return {
    database: options.database,
    ring: options.ring,
    now: options.now,
    providers: options.providers,
    origin,
    address: request.ip,
    session: sessionIn(request),
    idleSeconds: typeof idle === 'string' && IDLE.test(idle) ? Number(idle) : undefined,
    setSession: (secret) => setSession(reply, origin, secret),
    setVisit: (browser) => setVisit(reply, origin, browser),
  };
}

/** Files under `assets` carry a hash in their name and never change; the page itself is asked for anew each time. */
function addPages(server: FastifyInstance, folder: string): void {
  server.register(fastifyStatic, {
    root: folder,
    prefix: '/console/',
    redirect: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const lasting = path.includes('/assets/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.header('content-security-policy', pagePolicy('self'));
      reply.header('referrer-policy', 'no-referrer');
      reply.header('cross-origin-opener-policy', 'same-origin');
    },
  });
}
