import { fastifyCookie } from '@fastify/cookie';
import { RPCHandler } from '@orpc/server/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { isOwnPage, tellFailures } from '../page-calls.ts';
import type { Providers } from '../provider/index.ts';
import type { ConsoleCall } from './base.ts';
import { sessionIn, setSession } from './cookies.ts';
import { addConsolePages, addPreviewPages } from './pages.ts';
import { addProviderReturn, setVisit } from './provider-return.ts';
import { consoleRouter } from './router.ts';
import { findSession } from './sessions.ts';

export interface ConsoleOptions {
  database: Database;
  ring: KeyRing;
  now: () => Date;
  providers: Providers;
  /** The one address of the console, such as `https://borne.example.fr`; otherwise whichever the request names. */
  origin?: string | undefined;
  /** The built pages. */
  folder?: string | undefined;
  /** The built page of the visitors, for the preview. */
  pageFolder?: string | undefined;
  /** Told of a bug in one call; never of what the call carried. */
  onFailure: (error: unknown) => void;
}

const CALL_BYTES = 256 * 1024;
/** What is published is larger than what is asked: a film, or many records of a file. */
const PUBLISHED_BYTES = 8 * 1024 * 1024;

/** How many seconds ago the page was touched; more than a day is a day. */
const IDLE = /^\d{1,5}$/;

/** The agents' console: its calls under /console/rpc, its pages under /console/. */
export function addConsoleRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  server.register(fastifyCookie);
  addCalls(server, options);
  addProviderReturn(server, options);
  if (options.folder !== undefined) addConsolePages(server, options.folder);
  if (options.pageFolder !== undefined) addPreviewPages(server, options.pageFolder);
}

function addCalls(server: FastifyInstance, options: ConsoleOptions): void {
  const handler = new RPCHandler(consoleRouter, {
    clientInterceptors: [tellFailures(options.onFailure)],
  });
  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!isOwnPage(request, options.origin)) return reply.code(403).send({ error: 'foreign-origin' });
    const context = callOf(options, request, reply);
    const { matched } = await handler.handle(request, reply, { prefix: '/console/rpc', context });
    if (!matched) return reply.code(404).send({ error: 'not-found' });
    return reply;
  }

  server.all('/console/rpc/*', { bodyLimit: CALL_BYTES }, answer);
  server.all(
    '/console/rpc/publish/*',
    {
      bodyLimit: PUBLISHED_BYTES,
      onRequest: (request, reply) => refuseStrangersLoad(options, request, reply),
    },
    answer,
  );
}

/** Nobody who is not signed in can make a hub read megabytes. */
async function refuseStrangersLoad(
  { database }: ConsoleOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const bytes = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  if (request.method === 'GET' || bytes <= CALL_BYTES) return;
  const agent = await findSession(database, sessionIn(request));
  if (agent === undefined) await reply.code(413).send({ error: 'too-large' });
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
