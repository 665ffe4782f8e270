import type { Agent } from '../../../shared/contract/index.ts';
import { tenantSchema, wordingFor } from '../../../shared/model/index.ts';
import { err, ok } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import { checkAgent } from './agents.ts';
import { guarded, open } from './base.ts';
import { grantsOf, type SignedIn } from './grants.ts';
import { endSession, startSession } from './sessions.ts';

export const sessionCalls = {
  signIn: open.signIn.handler(async ({ input, context }) => {
    const { database, ring } = context;
    if ((await ring.of(input.tenant)) === undefined) return err('wrong-name-or-password');
    const checked = await checkAgent(database, input.tenant, input);
    if (!checked.ok) return checked;
    const who = { tenant: input.tenant, name: input.name };
    context.setSession(await startSession(database, who));
    return ok(await describeAgent(database, { ...who, grants: await grantsOf(database, who) }));
  }),

  signOut: open.signOut.handler(async ({ context }) => {
    await endSession(context.database, context.session);
    context.setSession(undefined);
  }),

  me: guarded.me.handler(async ({ context }) => ok(await describeAgent(context.database, context.agent))),
};

async function describeAgent(database: Database, agent: SignedIn): Promise<Agent> {
  const { rows } = await database.query<{ body: string }>(
    `select body from entity where tenant = $1 and scope = 'public' and collection = 'tenant' and id = $1
       and not deleted`,
    [agent.tenant],
  );
  const [row] = rows;
  const tenantName =
    row === undefined ? agent.tenant : wordingFor(tenantSchema.parse(JSON.parse(row.body)).name, 'fr').text;
  return { ...agent, tenantName };
}
