import { implement } from '@orpc/server';
import { z } from 'zod';
import { consoleContract } from '../../../shared/contract/index.ts';
import { tenantSchema, wordingFor } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import type { KeyRing, TenantKeys } from '../keys/index.ts';
import { checkAgent } from './agents.ts';
import { openAttached } from './attachments.ts';
import { listDeadLetters } from './dead-letters.ts';
import { listKiosks } from './kiosks.ts';
import { openRequest } from './open.ts';
import { replyToRequest } from './reply.ts';
import { listRequests } from './requests.ts';
import { endSession, findSession, startSession, type SignedIn } from './sessions.ts';

/** What a call of the console brings with it. */
export interface ConsoleCall {
  database: Database;
  ring: KeyRing;
  now: () => Date;
  /** The secret of the session's cookie; empty without one. */
  session: string;
  /** Sets the cookie, or takes it back. */
  setSession(secret: string | undefined): void;
}

const requestIdSchema = z.uuid();

const contract = implement(consoleContract).$context<ConsoleCall>();

/** The console's calls; every one but signing in begins by finding out who asks, and sees that tenant alone. */
export const consoleRouter = contract.router({
  signIn: contract.signIn.handler(async ({ input, context }) => {
    const { database, ring } = context;
    if ((await ring.of(input.tenant)) === undefined) return err('wrong-name-or-password');
    const checked = await checkAgent(database, input.tenant, input);
    if (!checked.ok) return checked;
    const agent: SignedIn = { tenant: input.tenant, name: input.name };
    context.setSession(await startSession(database, agent));
    return ok(await describeAgent(database, agent));
  }),

  signOut: contract.signOut.handler(async ({ context }) => {
    await endSession(context.database, context.session);
    context.setSession(undefined);
  }),

  me: contract.me.handler(({ context }) =>
    asAgent(context, async (agent) => ok(await describeAgent(context.database, agent))),
  ),

  inbox: contract.inbox.handler(({ context }) =>
    asAgent(context, async ({ tenant }) => ok(await listRequests(context.database, tenant))),
  ),

  kiosks: contract.kiosks.handler(({ context }) =>
    asAgent(context, async ({ tenant }) => ok(await listKiosks(context.database, tenant))),
  ),

  deadLetters: contract.deadLetters.handler(({ context }) =>
    asAgent(context, async ({ tenant }) => ok(await listDeadLetters(context.database, tenant))),
  ),

  open: contract.open.handler(({ input, context }) =>
    aboutRequest(context, input.id, (agent, keys) => openRequest(context.database, keys, agent, input.id)),
  ),

  attachment: contract.attachment.handler(({ input, context }) =>
    aboutRequest(context, input.id, async (agent, keys) => {
      const opened = await openAttached(context.database, keys, agent, input);
      if (!opened.ok) return opened;
      const { mediaType, content } = opened.value;
      return ok(new Blob([new Uint8Array(content)], { type: mediaType }));
    }),
  ),

  reply: contract.reply.handler(({ input, context }) =>
    aboutRequest(context, input.id, (agent, keys) =>
      replyToRequest(context.database, keys, agent, input, context.now()),
    ),
  ),
});

/** Nothing is looked at before it is known who asks. */
async function asAgent<T>(
  context: ConsoleCall,
  work: (agent: SignedIn) => Promise<T>,
): Promise<T | Result<never, 'not-signed-in'>> {
  const agent = await findSession(context.database, context.session);
  return agent === undefined ? err('not-signed-in') : work(agent);
}

/** The same for one request, with the keys of the agent's tenant. */
function aboutRequest<T>(
  context: ConsoleCall,
  id: string,
  work: (agent: SignedIn, keys: TenantKeys) => Promise<T>,
): Promise<T | Result<never, 'not-signed-in' | 'unknown-request'>> {
  return asAgent<T | Result<never, 'unknown-request'>>(context, async (agent) => {
    if (!requestIdSchema.safeParse(id).success) return err('unknown-request');
    return work(agent, await keysOf(context, agent));
  });
}

async function keysOf(context: ConsoleCall, agent: SignedIn): Promise<TenantKeys> {
  const keys = await context.ring.of(agent.tenant);
  if (keys === undefined) throw new Error('an agent is signed in to a tenant that this hub no longer serves');
  return keys;
}

async function describeAgent(database: Database, agent: SignedIn) {
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
