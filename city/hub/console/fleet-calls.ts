import { ok } from '../../../shared/result/index.ts';
import { guarded } from './base.ts';
import { hasBackup, listKiosks } from './kiosks.ts';

export const fleetCalls = {
  kiosks: guarded.fleet.kiosks.handler(async ({ context: { database, agent, now } }) =>
    ok({
      kiosks: await listKiosks(database, agent.tenant),
      backedUp: await hasBackup(database, agent.tenant),
      now: now(),
    }),
  ),
};
