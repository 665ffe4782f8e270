import { servicesOf, type Role } from '../../../shared/contract/index.ts';
import { err, ok } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import {
  affectedSites,
  declareLost,
  listKeys,
  missingKiosks,
  serviceOfKey,
  tellPeople,
} from '../key-life/index.ts';
import { guarded, keysOf, type GuardedCall } from './base.ts';
import { createReader } from './requests.ts';

const READERS = ['administrator', 'auditor'] as const;

export const keyCalls = {
  list: guarded.keys.list.handler(async ({ context }) => {
    const { database, ring, agent, now } = context;
    const reader = createReader(database, agent.tenant);
    const today = dayInTheCity(now());
    const keys = await listKeys({
      database,
      ring,
      keys: await keysOf(context),
      today,
      serviceName: (id) => reader.serviceName(id),
    });
    const isVisible = visible(context, READERS);
    return ok({ keys: keys.filter(({ service }) => isVisible(service?.id)), today, now: now() });
  }),

  missingKiosks: guarded.keys.missingKiosks.handler(async ({ input, context }) => {
    const { database, ring, agent, now } = context;
    const { keyset } = await keysOf(context);
    const key = keyset.retired?.find(({ kid }) => kid === input.kid);
    if (key === undefined || !visible(context, READERS)(key.of === 'hub' ? undefined : key.of.service))
      return err('unknown-key');
    const asked = { tenant: agent.tenant, kid: key.kid, edition: key.edition };
    return ok({ ...(await missingKiosks(database, ring, asked, input.after)), now: now() });
  }),

  affected: guarded.keys.affected.handler(async ({ input, context }) => {
    const service = serviceOfKey(await keysOf(context), input.kid);
    if (service === undefined || !visible(context, READERS)(service)) return err('unknown-key');
    return ok(await affectedSites(context.database, context.agent.tenant, input.kid));
  }),

  declareLost: guarded.keys.declareLost.handler(async ({ input, context }) => {
    const { kid, confirmation } = input;
    const keys = await keysOf(context);
    const service = serviceOfKey(keys, kid);
    if (service === undefined || !visible(context, ['administrator'])(service)) return err('unknown-key');
    if (confirmation.trim() !== kid) return err('wrong-confirmation');
    return declareLost(context.database, keys, context.agent, { kid, service });
  }),

  tellPeople: guarded.keys.tellPeople.handler(async ({ input, context }) => {
    const { kid, confirmation, reason } = input;
    const keys = await keysOf(context);
    const service = serviceOfKey(keys, kid);
    if (service === undefined || !visible(context, ['administrator'])(service)) return err('unknown-key');
    if (confirmation.trim() !== kid) return err('wrong-confirmation');
    const today = dayInTheCity(context.now());
    return tellPeople(context.database, keys, context.agent, { kid, service, reason, today });
  }),
};

/** Whether somebody with one of these roles may see the keys of a service, or those of the whole city. */
function visible({ agent }: GuardedCall, roles: readonly Role[]): (service: string | undefined) => boolean {
  const services = roles.map((role) => servicesOf(agent.grants, role));
  if (services.includes('all')) return () => true;
  const named = new Set(services.flat());
  return (service) => service !== undefined && named.has(service);
}
