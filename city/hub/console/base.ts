import { implement } from '@orpc/server';
import { consoleContract } from '../../../shared/contract/index.ts';
import { err } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import type { KeyRing, TenantKeys } from '../keys/index.ts';
import type { Providers } from '../provider/index.ts';
import { mayCall, type SignedIn } from './grants.ts';
import { findSession } from './sessions.ts';

/** What a call of the console brings with it. */
export interface ConsoleCall {
  database: Database;
  ring: KeyRing;
  now: () => Date;
  providers: Providers;
  /** Of the page that calls, which is one of ours: such as `https://borne.example.fr`. */
  origin: string;
  /** Where the request comes from, to count tries. */
  address: string;
  /** The secret of the session's cookie; empty without one. */
  session: string;
  /** Since the person last touched the page; undefined when the page does not say. */
  idleSeconds: number | undefined;
  /** Sets the cookie, or takes it back. */
  setSession(secret: string | undefined): void;
  /** Holds this browser to a visit at the sign-in provider. */
  setVisit(browser: string): void;
}

/** A call by somebody who is signed in and may make it. */
export interface GuardedCall extends ConsoleCall {
  agent: SignedIn;
}

/** For the calls that anybody may make. */
export const open = implement(consoleContract).$context<ConsoleCall>();

/** For all others: nothing is looked at before it is known who asks, and whether they may. */
export const guarded = open.use(async ({ context, procedure, next }, _input, output) => {
  const agent = await findSession(context.database, context.session, context.idleSeconds);
  // Every guarded call can answer these two (`call` of the contract), which a guard of all of them cannot know as a type.
  if (agent === undefined) return output(err('not-signed-in') as never) as never;
  if (!mayCall(procedure['~orpc'].meta, agent.grants)) return output(err('not-allowed') as never) as never;
  return next({ context: { agent } });
});

/** The keys of the agent's own tenant. */
export async function keysOf({ ring, agent }: GuardedCall): Promise<TenantKeys> {
  const keys = await ring.of(agent.tenant);
  if (keys === undefined) throw new Error('an agent is signed in to a tenant that this hub no longer serves');
  return keys;
}
