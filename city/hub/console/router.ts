import { implement } from '@orpc/server';
import { z } from 'zod';
import { consoleContract } from '../../../shared/contract/index.ts';
import { tenantSchema, wordingFor } from '../../../shared/model/index.ts';
import { err, ok } from '../../../shared/result/index.ts';
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

  me: contract.me.handler(async ({ context }) => {
    const agent = await findSession(context.database, context.session);
    return agent === undefined ? err('not-signed-in') : ok(await describeAgent(context.database, agent));
  }),

  inbox: contract.inbox.handler(async ({ context }) => {
    const agent = await findSession(context.database, context.session);
    return agent === undefined
      ? err('not-signed-in')
      : ok(await listRequests(context.database, agent.tenant));
  }),

  kiosks: contract.kiosks.handler(async ({ context }) => {
    const agent = await findSession(context.database, context.session);
    return agent === undefined ? err('not-signed-in') : ok(await listKiosks(context.database, agent.tenant));
  }),

  deadLetters: contract.deadLetters.handler(async ({ context }) => {
    const agent = await findSession(context.database, context.session);
    return agent === undefined
      ? err('not-signed-in')
      : ok(await listDeadLetters(context.database, agent.tenant));
  }),

  open: contract.open.handler(async ({ input, context }) => {
    const agent = await findSession(context.database, context.session);
    if (agent === undefined) return err('not-signed-in');
    if (!requestIdSchema.safeParse(input.id).success) return err('unknown-request');
    return openRequest(context.database, await keysOf(context, agent), agent, input.id);
  }),

  attachment: contract.attachment.handler(async ({ input, context }) => {
    const agent = await findSession(context.database, context.session);
    if (agent === undefined) return err('not-signed-in');
    if (!requestIdSchema.safeParse(input.id).success) return err('unknown-request');
    const opened = await openAttached(context.database, await keysOf(context, agent), agent, input);
    if (!opened.ok) return opened;
    const { mediaType, content } = opened.value;
    return ok(new Blob([new Uint8Array(content)], { type: mediaType }));
  }),

  reply: contract.reply.handler(async ({ input, context }) => {
    const agent = await findSession(context.database, context.session);
    if (agent === undefined) return err('not-signed-in');
    if (!requestIdSchema.safeParse(input.id).success) return err('unknown-request');
    const keys = await keysOf(context, agent);
    return replyToRequest(context.database, keys, agent, input, context.now());
  }),
});

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
