import { fastifyCookie } from '@fastify/cookie';
import { fastifyStatic } from '@fastify/static';
import { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pagePolicy } from '../../../shared/contract/index.ts';
import { isOutage, type Database } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import type { ConsoleCall } from './base.ts';
import { consoleRouter } from './router.ts';
import { SESSION_SECONDS } from './sessions.ts';

export interface ConsoleOptions {
  database: Database;
  ring: KeyRing;
  now: () => Date;
  hasMail: boolean;
  /** The built pages. */
  folder?: string | undefined;
  /** Told of a bug in one call; never of what the call carried. */
  onFailure: (error: unknown) => void;
}

const COOKIE = 'borne-session';
const COOKIE_PATH = '/console';
const CALL_BYTES = 256 * 1024;

/** The agents' console: its calls under /console/rpc, its pages under /console/. */
export function addConsoleRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  server.register(fastifyCookie);
  addCalls(server, options);
  if (options.folder !== undefined) addPages(server, options.folder);
}

function addCalls(server: FastifyInstance, options: ConsoleOptions): void {
  const handler = new RPCHandler(consoleRouter, {
    clientInterceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          if (isOutage(error)) throw new ORPCError('SERVICE_UNAVAILABLE', { status: 503 });
          if (!(error instanceof ORPCError)) options.onFailure(error);
          throw error;
        }
      },
    ],
  });
  server.all('/console/rpc/*', { bodyLimit: CALL_BYTES }, async (request, reply) => {
    if (!isOwnPage(request)) return reply.code(403).send({ error: 'foreign-origin' });
    const context = callOf(options, request, reply);
    const { matched } = await handler.handle(request, reply, { prefix: '/console/rpc', context });
    if (!matched) return reply.code(404).send({ error: 'not-found' });
    return reply;
  });
}

/**
 * A page of another site can make a browser send the agent's cookie along: only our own pages have our address as their
 * origin, and only scripts of our origin can add a header.
 */
function isOwnPage(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host && request.headers['x-borne-console'] === '1';
}

function callOf(options: ConsoleOptions, request: FastifyRequest, reply: FastifyReply): ConsoleCall {
  const cookie = {
    path: COOKIE_PATH,
    httpOnly: true,
    sameSite: 'strict',
    secure: request.headers.origin?.startsWith('https:') ?? false,
  } as const;
  return {
    database: options.database,
    ring: options.ring,
    now: options.now,
    hasMail: options.hasMail,
    session: request.cookies[COOKIE] ?? '',
    setSession(secret) {
      if (secret === undefined) reply.clearCookie(COOKIE, cookie);
      else reply.setCookie(COOKIE, secret, { ...cookie, maxAge: SESSION_SECONDS });
    },
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
