import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { helpCallSchema } from '../../../shared/sync/index.ts';
import { dayInTheCity } from '../day.ts';
import { endCall, lookAtCall, startCall } from '../desk/index.ts';
import { findDevice, type Device } from '../devices/index.ts';
import { takeTry, type TryLimit } from '../limits/index.ts';
import { authorise, type FailureReason, type HubContext } from './context.ts';
import { fail } from './device-routes.ts';

/** More than a queue of visitors needs, and few enough not to drive a reception mad. */
const CALL_LIMIT: TryLimit = { tries: 12, minutes: 10 };

interface CallRoute {
  Params: { tenant: string; call: string };
}

const CALL = '/v1/:tenant/call/:call';
const callIdSchema = z.uuid();

/** A visitor's call for somebody from the desk of this site: made, looked at, ended. */
export function addCallRoutes(server: FastifyInstance, context: HubContext): void {
  const { database } = context;

  server.put<CallRoute>(CALL, async (request, reply) => {
    const body = helpCallSchema.safeParse(request.body);
    if (!body.success) return fail(reply, 'bad-request');
    const asked = await callerOf(context, request);
    if (!asked.ok) return fail(reply, asked.reason);
    const { device, id } = asked.value;
    if (!(await takeTry(database, device.tenant, { what: 'call', who: device.id }, CALL_LIMIT)))
      return fail(reply, 'too-many-tries');
    return startCall(database, device, { id, language: body.data.language }, dayInTheCity(context.now()));
  });

  server.get<CallRoute>(CALL, async (request, reply) => {
    const asked = await callerOf(context, request);
    if (!asked.ok) return fail(reply, asked.reason);
    return lookAtCall(database, asked.value.device, asked.value.id);
  });

  server.delete<CallRoute>(CALL, async (request, reply) => {
    const asked = await callerOf(context, request);
    if (!asked.ok) return fail(reply, asked.reason);
    await endCall(database, asked.value.device, asked.value.id);
    return lookAtCall(database, asked.value.device, asked.value.id);
  });
}

/** A kiosk calls the desk of its own site, which is its own city's. */
async function callerOf(
  context: HubContext,
  request: FastifyRequest<CallRoute>,
): Promise<Result<{ device: Device; id: string }, FailureReason>> {
  const id = callIdSchema.safeParse(request.params.call);
  if (!id.success) return err('bad-request');
  const allowed = await authorise(context, request.params.tenant, request);
  if (!allowed.ok) return allowed;
  const device = await findDevice(context.database, allowed.value.caller.device);
  const isOwn = device !== undefined && !device.revoked && device.tenant === allowed.value.keys.tenant;
  return isOwn ? ok({ device, id: id.data }) : err('not-allowed');
}
