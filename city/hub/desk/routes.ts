import { RPCHandler } from '@orpc/server/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/index.ts';
import { cookieOf, isOwnPage, tellFailures } from '../page-calls.ts';
import type { Bells } from './bells.ts';
import { findPost } from './posts.ts';
import { deskRouter, type DeskRequest } from './router.ts';

export interface DeskOptions {
  database: Database;
  now: () => Date;
  bells: Bells;
  /** Whether the console's pages are served here, among which is the desk's. */
  hasPages: boolean;
  /** Told of a bug in one call; never of what the call carried. */
  onFailure: (error: unknown) => void;
}

const COOKIE = 'borne-desk';
const COOKIE_PATH = '/desk';

/** The longest that browsers keep one. */
const COOKIE_SECONDS = 400 * 24 * 3_600;

/** The page at a site's reception: its calls under /desk/rpc, its bell at /desk/live, the page itself at /desk. */
export function addDeskRoutes(server: FastifyInstance, options: DeskOptions): void {
  const handler = new RPCHandler(deskRouter, { clientInterceptors: [tellFailures(options.onFailure)] });
  server.all('/desk/rpc/*', async (request, reply) => {
    if (!isOwnPage(request)) return reply.code(403).send({ error: 'foreign-origin' });
    const context = requestOf(options, request, reply);
    const { matched } = await handler.handle(request, reply, { prefix: '/desk/rpc', context });
    if (!matched) return reply.code(404).send({ error: 'not-found' });
    return reply;
  });

  server.get('/desk/live', async (request, reply) => {
    const post = await findPost(options.database, request.cookies[COOKIE] ?? '');
    if (post === undefined) return reply.code(401).send({ error: 'not-paired' });
    reply.hijack();
    options.bells.open(reply.raw, post);
    return reply;
  });

  if (options.hasPages) {
    server.get('/desk', (_request, reply) => reply.sendFile('desk.html'));
    server.get('/desk/', (_request, reply) => reply.redirect('/desk'));
  }
}

function requestOf(
  { database, now }: DeskOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): DeskRequest {
  return {
    database,
    now,
    cookie: request.cookies[COOKIE] ?? '',
    setCookie: (secret) =>
      void reply.setCookie(COOKIE, secret, {
        ...cookieOf(request.headers.origin ?? '', COOKIE_PATH),
        maxAge: COOKIE_SECONDS,
      }),
    address: request.ip,
  };
}
