import type { FastifyInstance } from 'fastify';
import { ensureFeed, headsOf } from '../feed/index.ts';
import { authoriseReading, type HubContext } from './context.ts';
import { fail } from './device-routes.ts';

/** A stream of pokes, with nothing of anybody in them: a kiosk that hears one looks by itself. */
export function addLiveRoutes(server: FastifyInstance, context: HubContext): void {
  server.get<{ Params: { tenant: string } }>('/v1/:tenant/live', async (request, reply) => {
    const allowed = await authoriseReading(context, request.params.tenant, request);
    if (!allowed.ok) return fail(reply, allowed.reason);
    const { keys, device } = allowed.value;
    await ensureFeed(context.database, keys.tenant);
    const head = (await headsOf(context.database, [keys.tenant])).get(keys.tenant);
    if (head === undefined) throw new Error('a feed that was just born has no head');
    reply.hijack();
    context.streams.open(reply.raw, { tenant: keys.tenant, device }, head);
    return reply;
  });
}
