import { ok } from '../../../shared/result/index.ts';
import { removeAllPasskeys } from '../passkeys/index.ts';
import {
  changeAccount,
  createAccount,
  endSessionsBy,
  giveNewPassword,
  listAccounts,
  listServices,
  removeAccount,
} from './accounts.ts';
import { guarded } from './base.ts';
import { writeAct } from './journal.ts';
import { listSessions } from './sessions.ts';

export const accountCalls = {
  list: guarded.accounts.list.handler(async ({ input, context: { database, agent, providers } }) => {
    const provider = providers.nameOf(agent.tenant);
    return ok({
      ...(await listAccounts(database, agent.tenant, input)),
      ...(provider === undefined ? {} : { provider }),
    });
  }),

  services: guarded.accounts.services.handler(async ({ context: { database, agent } }) =>
    ok(await listServices(database, agent.tenant)),
  ),

  create: guarded.accounts.create.handler(({ input, context: { database, agent } }) =>
    createAccount(database, agent, input),
  ),

  change: guarded.accounts.change.handler(({ input, context: { database, agent } }) =>
    changeAccount(database, agent, input),
  ),

  newPassword: guarded.accounts.newPassword.handler(({ input, context: { database, agent } }) =>
    giveNewPassword(database, agent, input.name),
  ),

  removePasskeys: guarded.accounts.removePasskeys.handler(async ({ input, context: { database, agent } }) => {
    const removed = await removeAllPasskeys(database, { tenant: agent.tenant, name: input.name });
    if (removed > 0) await writeAct(database, agent, 'passkey-removed', input.name);
    return ok({ removed });
  }),

  remove: guarded.accounts.remove.handler(({ input, context: { database, agent } }) =>
    removeAccount(database, agent, input.name),
  ),

  sessions: guarded.accounts.sessions.handler(async ({ input, context: { database, agent, session, now } }) =>
    ok({
      sessions: await listSessions(database, { tenant: agent.tenant, name: input.name }, session),
      now: now(),
    }),
  ),

  endSessions: guarded.accounts.endSessions.handler(async ({ input, context: { database, agent } }) =>
    ok({ ended: await endSessionsBy(database, agent, input.name, input.session) }),
  ),
};
