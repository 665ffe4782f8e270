import type { FastifyInstance, FastifyReply } from 'fastify';
import { enrolRequestSchema, tokenRequestSchema, type EnrolReply } from '../../../shared/sync/index.ts';
import { noteHealth } from '../fleet/index.ts';
import { enrol, findDevice, makeNonce, mintToken, tenantOfCode, TOKEN_SECONDS } from '../devices/index.ts';
import { takeTry, type TryLimit } from '../limits/index.ts';
import { type HubContext, STATUS_OF, type FailureReason } from './context.ts';

/** A code has 80 random bits; this is against noise, and generous because a whole site shares one address. */
const ENROL_LIMIT: TryLimit = { tries: 20, minutes: 15 };

/** How a kiosk becomes one of ours, and how it proves later that it is. */
export function addDeviceRoutes(server: FastifyInstance, context: HubContext): void {
  server.post('/v1/enrol', async (request, reply) => {
    const body = enrolRequestSchema.safeParse(request.body);
    if (!body.success) return fail(reply, 'bad-request');
    const tenant = tenantOfCode(body.data.code);
    const keys = tenant === undefined ? undefined : await context.ring.of(tenant);
    if (keys === undefined) return fail(reply, 'unknown-code');
    const subject = { what: 'enrol', who: request.ip };
    if (!(await takeTry(context.database, keys.tenant, subject, ENROL_LIMIT))) {
      return fail(reply, 'too-many-tries');
    }
    const device = await enrol(context.database, keys.tenant, body.data);
    if (!device.ok) return fail(reply, device.reason);
    const answer: EnrolReply = {
      device: device.value.id,
      tenant: keys.tenant,
      site: device.value.site,
      rootKey: keys.rootKey,
      keyset: keys.signedKeyset,
    };
    return answer;
  });

  server.get<{ Params: { tenant: string } }>('/v1/:tenant/nonce', async (request, reply) => {
    const keys = await context.ring.of(request.params.tenant);
    if (keys === undefined) return fail(reply, 'unknown-tenant');
    return { nonce: makeNonce(keys, context.now().getTime()) };
  });

  server.post<{ Params: { tenant: string } }>('/v1/:tenant/token', async (request, reply) => {
    const body = tokenRequestSchema.safeParse(request.body);
    if (!body.success) return fail(reply, 'bad-request');
    const keys = await context.ring.of(request.params.tenant);
    if (keys === undefined) return fail(reply, 'unknown-tenant');
    const token = await mintToken(context.database, keys, body.data, context.now().getTime());
    if (!token.ok) return fail(reply, token.reason);
    const { device: id, health } = body.data;
    const device = health === undefined ? undefined : await findDevice(context.database, id);
    if (device !== undefined && health !== undefined) await noteHealth(context.database, device, health);
    return { token: token.value, expiresInSeconds: TOKEN_SECONDS };
  });
}

/** As `fail`, for a moment: those who are told together come back apart. */
export function failForNow(
  reply: FastifyReply,
  reason: FailureReason,
  wait: { leastSeconds: number; mostSeconds: number },
): FastifyReply {
  const { leastSeconds, mostSeconds } = wait;
  const seconds = Math.round(leastSeconds + Math.random() * (mostSeconds - leastSeconds));
  return fail(reply.header('retry-after', seconds), reason);
}

export function fail(reply: FastifyReply, reason: FailureReason): FastifyReply {
  return reply.code(STATUS_OF[reason]).send({ error: reason });
}
