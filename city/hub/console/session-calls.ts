import type { Agent, SessionRow } from '../../../shared/contract/index.ts';
import { tenantSchema, wordingFor } from '../../../shared/model/index.ts';
import { err, ok } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import { takeTry, type TryLimit } from '../limits/index.ts';
import { askPasskey, checkPasskey, placeOfOrigin } from '../passkeys/index.ts';
import { beginVisit } from '../provider/index.ts';
import { checkAgent } from './agents.ts';
import { guarded, open, type ConsoleCall } from './base.ts';
import { grantsOf, type SignedIn } from './grants.ts';
import { PROVIDER_RETURN } from './provider-return.ts';
import { endSession, startSession } from './sessions.ts';

/** Asking costs a row each: as many as the desks of a town hall behind one address need, and no flood. */
const ASK_LIMIT: TryLimit = { tries: 100, minutes: 15 };

export const sessionCalls = {
  waysIn: open.waysIn.handler(async ({ input, context: { ring, providers } }) => {
    const provider = (await ring.of(input.tenant)) === undefined ? undefined : providers.nameOf(input.tenant);
    return provider === undefined ? {} : { provider };
  }),

  signIn: open.signIn.handler(async ({ input, context }) => {
    const { database, ring } = context;
    if ((await ring.of(input.tenant)) === undefined) return err('wrong-name-or-password');
    const checked = await checkAgent(database, input.tenant, input);
    if (!checked.ok) return checked;
    return ok(await comeIn(context, { tenant: input.tenant, name: input.name }, 'password'));
  }),

  askPasskey: open.askPasskey.handler(async ({ input: { tenant }, context }) => {
    if ((await context.ring.of(tenant)) === undefined) return err('unknown-city');
    if (!(await mayAsk(context, tenant))) return err('too-many-tries');
    return ok(await askPasskey(context.database, tenant, placeOfOrigin(context.origin)));
  }),

  signInByPasskey: open.signInByPasskey.handler(async ({ input: { tenant, passkey }, context }) => {
    const { database, origin } = context;
    const checked = await checkPasskey(database, tenant, placeOfOrigin(origin), passkey);
    return checked.ok ? ok(await comeIn(context, checked.value, 'passkey')) : checked;
  }),

  visitProvider: open.visitProvider.handler(async ({ input: { tenant }, context }) => {
    const { database, ring, providers, origin } = context;
    if ((await ring.of(tenant)) === undefined) return err('no-provider');
    if (!(await mayAsk(context, tenant))) return err('too-many-tries');
    const provider = await providers.of(tenant);
    if (!provider.ok) return provider;
    const { address, browser } = await beginVisit(
      database,
      tenant,
      provider.value,
      `${origin}${PROVIDER_RETURN}`,
    );
    context.setVisit(browser);
    return ok({ address });
  }),

  signOut: open.signOut.handler(async ({ context }) => {
    await endSession(context.database, context.session);
    context.setSession(undefined);
  }),

  me: guarded.me.handler(async ({ context }) => ok(await describeAgent(context.database, context.agent))),
};

/** A new session for whoever proved who they are; the one that this browser had before is over. */
async function comeIn(
  context: ConsoleCall,
  who: Pick<SignedIn, 'tenant' | 'name'>,
  cameBy: SessionRow['cameBy'],
): Promise<Agent> {
  const { database, session } = context;
  await endSession(database, session);
  context.setSession(await startSession(database, who, cameBy));
  return describeAgent(database, { ...who, grants: await grantsOf(database, who) });
}

function mayAsk({ database, address }: ConsoleCall, tenant: string): Promise<boolean> {
  return takeTry(database, tenant, { what: 'ask-to-come-in', who: address }, ASK_LIMIT);
}

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
