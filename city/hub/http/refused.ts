import type { FastifyInstance, FastifyRequest } from 'fastify';
import { enrolRequestSchema, tokenRequestSchema } from '../../../shared/sync/index.ts';
import { readToken, tenantOfCode } from '../devices/index.ts';
import { bearerOf, type HubContext } from './context.ts';

/** Bad requests, strangers, and bodies that are too large; not what comes from being busy or behind. */
const REFUSED = new Set([400, 401, 403, 413, 415]);

/** Journals what the kiosks' routes refuse, once it is answered. */
export function journalRefusals(server: FastifyInstance, context: HubContext): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    if (!REFUSED.has(reply.statusCode) || !route?.startsWith('/v1/')) return;
    const asked = askedOf(request);
    const tenant = asked === undefined ? undefined : (await context.ring.of(asked))?.tenant;
    if (tenant === undefined) return;
    const device = await deviceOf(context, tenant, request);
    context.refusals.note({ tenant, route, status: reply.statusCode, device });
  });
}

function askedOf({ params, body }: FastifyRequest): string | undefined {
  const { tenant } = params as { tenant?: string };
  if (tenant !== undefined) return tenant;
  const enrolment = enrolRequestSchema.safeParse(body);
  return enrolment.success ? tenantOfCode(enrolment.data.code) : undefined;
}

async function deviceOf(
  context: HubContext,
  tenant: string,
  request: FastifyRequest,
): Promise<string | undefined> {
  const assertion = tokenRequestSchema.safeParse(request.body);
  if (assertion.success) return assertion.data.device;
  const caller = await readToken(context.ring, tenant, bearerOf(request), context.now().getTime());
  return caller.ok ? caller.value.device : undefined;
}
