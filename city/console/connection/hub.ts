import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { type ContractRouterClient } from '@orpc/contract';
import { RequestValidationPlugin, ResponseValidationPlugin } from '@orpc/contract/plugins';
import {
  consoleContract,
  type InboxRow,
  type OpenedRequest,
  type Reply,
} from '../../../shared/contract/index.ts';
import { err, type Result } from '../../../shared/result/index.ts';

/**
 * Why a call has no answer. `unreachable`: no network, or no hub behind it, so that trying again is the cure;
 * `unexpected`: the hub answered, but not what the contract says.
 */
export type NoAnswer = 'unreachable' | 'unexpected';

export interface Agent {
  tenant: string;
  tenantName: string;
  name: string;
}

interface SignIn {
  tenant: string;
  name: string;
  password: string;
}

/** The hub as these pages see it: what can be expected to go wrong comes back as a value, the network included. */
export interface Hub {
  signIn(who: SignIn): Promise<Result<Agent, 'wrong-name-or-password' | 'too-many-tries' | NoAnswer>>;
  signOut(): Promise<Result<undefined, NoAnswer>>;
  me(): Promise<Result<Agent, 'not-signed-in' | NoAnswer>>;
  inbox(): Promise<Result<InboxRow[], 'not-signed-in' | NoAnswer>>;
  open(id: string): Promise<Result<OpenedRequest, OpenReason>>;
  reply(reply: Reply): Promise<Result<{ turn: number }, ReplyReason>>;
}

export type OpenReason = 'not-signed-in' | 'unknown-request' | 'cannot-open' | NoAnswer;
export type ReplyReason = 'not-signed-in' | 'unknown-request' | 'date-in-the-past' | NoAnswer;

/** Longer than any answer takes, short enough for somebody who waits before a screen. */
const PATIENCE_MILLISECONDS = 15_000;

/** A form on another site cannot send a header of its own, so that its calls are not taken for the agent's. */
const OWN_HEADER = { 'x-borne-console': '1' };

/** What proxies and the hub say while there is no hub or no database behind them. */
const GONE_STATUSES = new Set([408, 429, 502, 503, 504]);

export function connectToHub(address: string): Hub {
  const client: ContractRouterClient<typeof consoleContract> = createORPCClient(
    new RPCLink({
      url: address,
      headers: OWN_HEADER,
      fetch: (request, options) =>
        fetch(request, {
          ...options,
          signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MILLISECONDS)]),
        }),
      plugins: [new RequestValidationPlugin(consoleContract), new ResponseValidationPlugin(consoleContract)],
    }),
  );
  return {
    signIn: (who) => answered(client.signIn(who)),
    signOut: () => answered(client.signOut().then(() => ({ ok: true, value: undefined }))),
    me: () => answered(client.me()),
    inbox: () => answered(client.inbox()),
    open: (id) => answered(client.open({ id })),
    reply: (reply) => answered(client.reply(reply)),
  };
}

async function answered<T, Reason extends string>(
  call: Promise<Result<T, Reason>>,
): Promise<Result<T, Reason | NoAnswer>> {
  try {
    return await call;
  } catch (error) {
    /* Not even logged: the error of a refused call carries what the agent typed. */
    return err(whyNoAnswer(error));
  }
}

/** The network's own failures are no `ORPCError`: refused, cut, timed out. */
export function whyNoAnswer(error: unknown): NoAnswer {
  if (error instanceof ORPCError) return GONE_STATUSES.has(error.status) ? 'unreachable' : 'unexpected';
  const cut = error instanceof TypeError || error instanceof DOMException;
  return cut ? 'unreachable' : 'unexpected';
}
