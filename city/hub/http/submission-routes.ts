import type { FastifyInstance } from 'fastify';
import { acksRequestSchema, SUBMISSION_BATCH } from '../../../shared/sync/index.ts';
import { ensureFeed } from '../feed/index.ts';
import { takeTry, type TryLimit } from '../limits/index.ts';
import { acceptLines, readAcks, type Reception } from '../submissions/index.ts';
import { authorise, authoriseReading, type HubContext } from './context.ts';
import { fail, failForNow } from './device-routes.ts';
import { describeFailure } from './log.ts';
import { signedByFeed } from '../keys/index.ts';

const BATCH_BYTES = 4 * 1024 * 1024;

/** Of one kiosk, or courier: more than visitors can write, and than a kiosk has saved up in weeks; nothing is lost by it. */
const ITEM_LIMIT: TryLimit = { tries: 5_000, minutes: 15 };
const COME_BACK = { leastSeconds: 60, mostSeconds: 300 };

/** Where kiosks, and couriers for them, deliver what visitors sent and ask what became of it. */
export function addSubmissionRoutes(server: FastifyInstance, context: HubContext): void {
  const reception: Reception = {
    database: context.database,
    ring: context.ring,
    now: context.now,
    onFailure: (error) => context.log({ event: 'failure', failure: describeFailure(error) }),
  };

  server.post<{ Params: { tenant: string } }>(
    '/v1/:tenant/submissions',
    { bodyLimit: BATCH_BYTES },
    async (request, reply) => {
      const allowed = await authorise(context, request.params.tenant, request);
      if (!allowed.ok) return fail(reply, allowed.reason);
      if (typeof request.body !== 'string') return fail(reply, 'bad-request');
      const lines = request.body.split('\n').filter((line) => line.trim() !== '');
      if (lines.length > SUBMISSION_BATCH) return fail(reply, 'bad-request');
      const { caller, keys } = allowed.value;
      const { tenant } = keys;
      const subject = { what: 'items', who: caller.device };
      if (!(await takeTry(context.database, caller.home, subject, ITEM_LIMIT, lines.length)))
        return failForNow(reply, 'too-many-tries', COME_BACK);
      await ensureFeed(context.database, tenant);
      const replies = await acceptLines(reception, tenant, lines);
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .send(replies.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
  );

  server.post<{ Params: { tenant: string } }>('/v1/:tenant/acks', async (request, reply) => {
    const allowed = await authoriseReading(context, request.params.tenant, request);
    if (!allowed.ok) return fail(reply, allowed.reason);
    const asked = acksRequestSchema.safeParse(request.body);
    if (!asked.success) return fail(reply, 'bad-request');
    const { keys } = allowed.value;
    await ensureFeed(context.database, keys.tenant);
    const acks = await readAcks(context.database, keys.tenant, asked.data.ids);
    return signedByFeed(keys, JSON.stringify(acks));
  });
}
