import { err, ok } from '../../../shared/result/index.ts';
import { addPasskey, listPasskeys, offerPasskey, placeOfOrigin, removePasskey } from '../passkeys/index.ts';
import { endSessionsBy } from './accounts.ts';
import { changePassword, outsideNameOf } from './agents.ts';
import { guarded } from './base.ts';
import { writeAct } from './journal.ts';
import { endOtherSessions, hasJustComeIn, listSessions, renewSession, startSession } from './sessions.ts';

export const ownCalls = {
  account: guarded.own.account.handler(async ({ context: { database, agent, session, now } }) =>
    ok({
      passkeys: await listPasskeys(database, agent),
      sessions: await listSessions(database, agent, session),
      outsideName: await outsideNameOf(database, agent),
      now: now(),
    }),
  ),

  changePassword: guarded.own.changePassword.handler(async ({ input, context }) => {
    const { database, agent } = context;
    const changed = await changePassword(database, agent, input);
    if (!changed.ok) return changed;
    context.setSession(await startSession(database, agent, 'password'));
    return ok(null);
  }),

  offerPasskey: guarded.own.offerPasskey.handler(async ({ context }) => {
    const { database, agent, origin, session } = context;
    if (!(await hasJustComeIn(database, session))) return err('sign-in-again');
    return ok(await offerPasskey(database, agent, placeOfOrigin(origin)));
  }),

  addPasskey: guarded.own.addPasskey.handler(async ({ input, context: { database, agent, origin } }) => {
    const added = await addPasskey(database, agent, placeOfOrigin(origin), input);
    if (added.ok) await writeAct(database, agent, 'passkey-added', agent.name);
    return added;
  }),

  removePasskey: guarded.own.removePasskey.handler(async ({ input, context: { database, agent } }) => {
    if (!(await removePasskey(database, agent, input.id))) return err('unknown-passkey');
    await writeAct(database, agent, 'passkey-removed', agent.name);
    return ok(null);
  }),

  endSessions: guarded.own.endSessions.handler(async ({ input, context }) => {
    const { database, agent } = context;
    if (input.session !== 'all') {
      return ok({ ended: await endSessionsBy(database, agent, agent.name, input.session) });
    }
    const ended = await endOtherSessions(database, agent, context.session);
    context.setSession(await renewSession(database, context.session));
    await writeAct(database, agent, 'sessions-ended', agent.name);
    return ok({ ended });
  }),
};
