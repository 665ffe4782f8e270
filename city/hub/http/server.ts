import { fastify, type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { addConsoleRoutes } from '../console/index.ts';
import { isOutage } from '../database/index.ts';
import { addDeskRoutes } from '../desk/index.ts';
import { addBlobRoutes } from './blob-routes.ts';
import { addCallRoutes } from './call-routes.ts';
import { type HubContext } from './context.ts';
import { addDeviceRoutes } from './device-routes.ts';
import { addFeedRoutes } from './feed-routes.ts';
import { addLiveRoutes } from './live-routes.ts';
import { describeFailure } from './log.ts';
import { journalRefusals } from './refused.ts';
import { addSubmissionRoutes } from './submission-routes.ts';

const BODY_BYTES = 64 * 1024;
/** A full batch over a slow line takes a while. */
const REQUEST_WITHIN_MS = 120_000;
const SILENT_CONNECTION_MS = 60_000;
const CONNECTION_IDLE_MS = 65_000;
const RETRY_AFTER_SECONDS = 5;

/** The HTTP server with all its routes; it does not listen yet. */
export function createServer(context: HubContext): FastifyInstance {
  const server = fastify({
    logger: false,
    // Limits count addresses, and behind a proxy all kiosks would have one; whom nobody trusts could make up any number.
    trustProxy: context.trustedProxies ?? false,
    bodyLimit: BODY_BYTES,
    // A client that sends one byte a minute must not hold a connection for ever.
    requestTimeout: REQUEST_WITHIN_MS,
    connectionTimeout: SILENT_CONNECTION_MS,
    keepAliveTimeout: CONNECTION_IDLE_MS,
    forceCloseConnections: 'idle',
    // An address that cannot even be routed; the framework's own answer would repeat it.
    frameworkErrors: (_error, _request, reply) => refuseAddress(reply as FastifyReply),
  });
  server.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  addHeaders(server);
  logRequests(server, context);
  journalRefusals(server, context);
  answerErrors(server, context);
  addHealthRoute(server, context);
  addDeviceRoutes(server, context);
  addFeedRoutes(server, context);
  addLiveRoutes(server, context);
  addSubmissionRoutes(server, context);
  addBlobRoutes(server, context);
  addCallRoutes(server, context);
  const onFailure = (error: unknown) => context.log({ event: 'failure', failure: describeFailure(error) });
  addConsoleRoutes(server, {
    database: context.database,
    ring: context.ring,
    now: context.now,
    providers: context.providers,
    origin: context.consoleOrigin,
    folder: context.consoleFolder,
    pageFolder: context.pageFolder,
    onFailure,
  });
  addDeskRoutes(server, {
    database: context.database,
    now: context.now,
    bells: context.bells,
    hasPages: context.consoleFolder !== undefined,
    onFailure,
  });
  return server;
}

function refuseAddress(reply: FastifyReply): void {
  void reply.code(400).send({ error: 'bad-request' });
}

function addHeaders(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    reply.header('x-content-type-options', 'nosniff');
  });
}

function logRequests(server: FastifyInstance, context: HubContext): void {
  server.addHook('onResponse', async (request, reply) => {
    context.log({
      event: 'request',
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
  });
}

function answerErrors(server: FastifyInstance, context: HubContext): void {
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not-found' }));
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    if (isOutage(error)) {
      return reply.code(503).send({ error: 'unavailable' });
    }
    const status = error.statusCode ?? 500;
    if (status === 413) return reply.code(413).send({ error: 'too-large' });
    if (status === 415) return reply.code(415).send({ error: 'unknown-media-type' });
    if (status < 500) return reply.code(status).send({ error: 'bad-request' });
    context.log({ event: 'failure', failure: describeFailure(error) });
    return reply.code(500).send({ error: 'internal' });
  });
}

/** Healthy means able to keep what is sent: a hub without its database answers 503. */
function addHealthRoute(server: FastifyInstance, context: HubContext): void {
  server.get('/health', async () => {
    await context.database.query('select 1');
    return { ok: true };
  });
}
