import { err, ok } from '../../../shared/result/index.ts';
import { createEnrolmentCode, findDevice, revokeDevice, stateOfCode } from '../devices/index.ts';
import { arrivalOf, describeKiosk, hasBackup, listKiosks, listSites, sendCommand } from '../fleet/index.ts';
import { guarded, keysOf } from './base.ts';

export const fleetCalls = {
  kiosks: guarded.fleet.kiosks.handler(async ({ input, context: { database, agent, now } }) =>
    ok({
      ...(await listKiosks(database, agent.tenant, input)),
      backedUp: await hasBackup(database, agent.tenant),
      now: now(),
    }),
  ),

  kiosk: guarded.fleet.kiosk.handler(({ input, context: { database, agent, now } }) =>
    describeKiosk(database, agent.tenant, input.id, now()),
  ),

  sites: guarded.fleet.sites.handler(async ({ context: { database, agent } }) =>
    ok(await listSites(database, agent.tenant)),
  ),

  newCode: guarded.fleet.newCode.handler(async ({ input, context: { database, agent } }) => {
    const code = await createEnrolmentCode(database, agent.tenant, input, agent.name);
    const { expiresAt } = await stateOfCode(database, agent.tenant, code);
    return ok({ code, expiresAt });
  }),

  codeState: guarded.fleet.codeState.handler(async ({ input, context: { database, agent, now } }) =>
    ok(await arrivalOf(database, agent.tenant, input.code, now())),
  ),

  revoke: guarded.fleet.revoke.handler(async ({ input, context: { database, agent } }) => {
    const device = await findDevice(database, input.id);
    if (device === undefined || device.tenant !== agent.tenant) return err('unknown-kiosk');
    if (input.typedSiteName.trim() !== device.siteName) return err('not-confirmed');
    await revokeDevice(database, agent.tenant, input.id, agent.name);
    return ok(null);
  }),

  command: guarded.fleet.command.handler(async ({ input, context }) => {
    const { database, agent, now } = context;
    const asked = { device: input.id, kind: input.kind, agent: agent.name };
    return sendCommand(database, await keysOf(context), asked, now());
  }),
};
