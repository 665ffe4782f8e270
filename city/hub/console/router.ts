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
import { grantsOf, mayCall, type SignedIn } from './grants.ts';
import { hasBackup, listKiosks } from './kiosks.ts';
import { openRequest } from './open.ts';
import { replyToRequest } from './reply.ts';
import { listRequests } from './requests.ts';
import { endSession, findSession, startSession } from './sessions.ts';

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

const open = implement(consoleContract).$context<ConsoleCall>();

/** Nothing is looked at before it is known who asks, and whether they may. */
const guarded = open.use(async ({ context, procedure, next }, _input, output) => {
  const agent = await findSession(context.database, context.session);
  // Every guarded call can answer these two (`call` of the contract), which a guard of all of them cannot know as a type.
  if (agent === undefined) return output(err('not-signed-in') as never) as never;
  if (!mayCall(procedure['~orpc'].meta, agent.grants)) return output(err('not-allowed') as never) as never;
  return next({ context: { agent } });
});

/** The console's calls; every guarded one sees the tenant of who asks alone. */
export const consoleRouter = open.router({
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

  inbox: guarded.inbox.handler(async ({ context: { database, agent } }) =>
    ok(await listRequests(database, agent)),
  ),

  deadLetters: guarded.deadLetters.handler(async ({ context: { database, agent } }) =>
    ok(await listDeadLetters(database, agent.tenant)),
  ),

  open: guarded.open.handler(({ input, context }) =>
    aboutRequest(context, input.id, (keys) => openRequest(context.database, keys, context.agent, input.id)),
  ),

  attachment: guarded.attachment.handler(({ input, context }) =>
    aboutRequest(context, input.id, async (keys) => {
      const opened = await openAttached(context.database, keys, context.agent, input);
      if (!opened.ok) return opened;
      const { mediaType, content } = opened.value;
      return ok(new Blob([new Uint8Array(content)], { type: mediaType }));
    }),
  ),

  reply: guarded.reply.handler(({ input, context }) =>
    aboutRequest(context, input.id, (keys) =>
      replyToRequest(context.database, keys, context.agent, input, context.now()),
    ),
  ),

  fleet: {
    kiosks: guarded.fleet.kiosks.handler(async ({ context: { database, agent, now } }) =>
      ok({
        kiosks: await listKiosks(database, agent.tenant),
        backedUp: await hasBackup(database, agent.tenant),
        now: now(),
      }),
    ),
  },
});

interface GuardedCall extends ConsoleCall {
  agent: SignedIn;
}

/** A request by its name, with the keys of the agent's tenant; whether the agent may see it, `work` finds out. */
async function aboutRequest<T>(
  context: GuardedCall,
  id: string,
  work: (keys: TenantKeys) => Promise<T>,
): Promise<T | Result<never, 'unknown-request'>> {
  if (!requestIdSchema.safeParse(id).success) return err('unknown-request');
  return work(await keysOf(context, context.agent));
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
