import { err, ok } from '../../../shared/result/index.ts';
import { addressOf, listAddresses, setAddress } from '../digest/index.ts';
import { guarded } from './base.ts';

export const digestCalls = {
  mine: guarded.digest.mine.handler(async ({ context: { database, agent, hasMail } }) =>
    ok({ address: (await addressOf(database, agent)) ?? null, canSend: hasMail }),
  ),

  setMine: guarded.digest.setMine.handler(async ({ input, context: { database, agent } }) => {
    await setAddress(database, agent, input.address ?? undefined);
    return ok({ address: input.address });
  }),

  all: guarded.digest.all.handler(async ({ context: { database, agent } }) =>
    ok(await listAddresses(database, agent.tenant)),
  ),

  setFor: guarded.digest.setFor.handler(async ({ input, context: { database, agent } }) => {
    const account = { tenant: agent.tenant, name: input.agent };
    const isKnown =
      !input.agent.includes('\0') && (await setAddress(database, account, input.address ?? undefined));
    return isKnown ? ok({ address: input.address }) : err('unknown-agent');
  }),
};
