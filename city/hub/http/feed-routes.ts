import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sign } from '../../../shared/sealing/index.ts';
import { scopeSchema } from '../../../shared/sync/index.ts';
import { ensureFeed, newestCheckpoint, readFeed, type FeedPage } from '../feed/index.ts';
import type { TenantKeys } from '../keys/index.ts';
import { authorise, type HubContext } from './context.ts';
import { fail } from './device-routes.ts';

const positionSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const feedQuerySchema = z.object({
  scope: scopeSchema,
  epoch: z.uuid(),
  after: positionSchema,
  until: positionSchema.optional(),
});

/** What a kiosk reads: the newest whole checkpoint, and the changes that lead to it. */
export function addFeedRoutes(server: FastifyInstance, context: HubContext): void {
  server.get<{ Params: { tenant: string } }>('/v1/:tenant/checkpoint', async (request, reply) => {
    const allowed = await authorise(context, request.params.tenant, request);
    if (!allowed.ok) return fail(reply, allowed.reason);
    const { keys } = allowed.value;
    const text = await checkpointText(context, keys.tenant);
    return {
      checkpoint: { text, signature: await sign(keys.feed.privateKey, text) },
      feedKey: keys.feed.kid,
      keyset: keys.signedKeyset,
    };
  });

  server.get<{ Params: { tenant: string; scope: string } }>(
    '/v1/:tenant/feed/:scope',
    async (request, reply) => {
      const allowed = await authorise(context, request.params.tenant, request);
      if (!allowed.ok) return fail(reply, allowed.reason);
      const query = feedQuerySchema.safeParse({
        ...(request.query as object),
        scope: request.params.scope,
      });
      if (!query.success) return fail(reply, 'bad-request');
      const tenant = allowed.value.keys.tenant;
      const page = await readFeed(context.database, { tenant, ...query.data });
      if (!page.ok) return fail(reply, 'epoch');
      return reply.type('application/x-ndjson; charset=utf-8').send(asLines(page.value));
    },
  );
}

/** A tenant that has published nothing has an empty feed, so that its kiosks can tell it from a broken hub. */
async function checkpointText(context: HubContext, tenant: TenantKeys['tenant']): Promise<string> {
  const found = await newestCheckpoint(context.database, tenant);
  if (found !== undefined) return found;
  await ensureFeed(context.database, tenant);
  const born = await newestCheckpoint(context.database, tenant);
  if (born === undefined) throw new Error('a feed that was just born has no checkpoint');
  return born;
}

function asLines(page: FeedPage): string {
  const header = { epoch: page.epoch, after: page.after, last: page.last, count: page.changes.length };
  return [header, ...page.changes].map((line) => `${JSON.stringify(line)}\n`).join('');
}
