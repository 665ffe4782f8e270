import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { type AnyContractRouter, type ContractRouterClient } from '@orpc/contract';
import { RequestValidationPlugin, ResponseValidationPlugin } from '@orpc/contract/plugins';
import { consoleContract, deskContract } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { idleSeconds, noteTouches } from './touches.ts';

/**
 * Why a call has no answer. `unreachable`: no network, or no hub behind it, so that trying again is the cure;
 * `unexpected`: the hub answered, but not what the contract says.
 */
export type NoAnswer = 'unreachable' | 'unexpected';

/** Each call of the contract, as one that never throws: an answer that is no `Result` becomes one. */
type Calls<Part> = {
  [Name in keyof Part]: Part[Name] extends (...input: infer Input) => PromiseLike<infer Answer>
    ? (...input: Input) => Promise<Answered<Answer>>
    : Calls<Part[Name]>;
};

type Answered<Answer> = [Answer] extends [Result<infer Value, infer Reason>]
  ? Result<Value, Reason | NoAnswer>
  : Result<Answer, NoAnswer>;

/** The hub as these pages see it: what can be expected to go wrong comes back as a value, the network included. */
export type Hub = Calls<ContractRouterClient<typeof consoleContract>>;

/** The same hub as the page at a site's reception sees it. */
export type DeskHub = Calls<ContractRouterClient<typeof deskContract>>;

type Call = (...input: never[]) => unknown;

/** What a call of the hub answers with. */
export type AnswerOf<Asked extends Call> = Awaited<ReturnType<Asked>>;

/** Why a call was not done, but for a session that ended, which is the whole console's to see to. */
export type TroubleOf<Asked extends Call> =
  AnswerOf<Asked> extends Result<unknown, infer Reason> ? Exclude<Reason, 'not-signed-in'> : never;

/** Longer than any answer takes, short enough for somebody who waits before a screen. */
const PATIENCE_MILLISECONDS = 15_000;

/** A form on another site cannot send a header of its own, so that its calls are not taken for the agent's. */
const OWN_HEADER = { 'x-borne-console': '1' };

/** What proxies and the hub say while there is no hub or no database behind them. */
const GONE_STATUSES = new Set([408, 429, 502, 503, 504]);

export function connectToHub(address: string): Hub {
  noteTouches();
  return callsOf(consoleContract, clientOf(consoleContract, address)) as Hub;
}

/** The page says that it is being closed as its last word, which the browser must carry without it. */
export function connectToDesk(address: string): DeskHub {
  return callsOf(deskContract, clientOf(deskContract, address, { keepalive: true })) as DeskHub;
}

function clientOf(contract: AnyContractRouter, address: string, more: RequestInit = {}): object {
  return createORPCClient(
    new RPCLink({
      url: address,
      headers: () => ({ ...OWN_HEADER, 'x-borne-idle': String(idleSeconds()) }),
      fetch: (request, options) =>
        fetch(request, {
          ...options,
          ...more,
          signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MILLISECONDS)]),
        }),
      plugins: [new RequestValidationPlugin(contract), new ResponseValidationPlugin(contract)],
    }),
  );
}

/** The same tree of calls as the contract, each of which answers with a value. */
function callsOf(contract: object, client: object): unknown {
  return Object.fromEntries(
    Object.entries(contract).map(([name, part]: [string, object]) => {
      const below = (client as Record<string, unknown>)[name];
      if (!('~orpc' in part)) return [name, callsOf(part, below as object)];
      return [
        name,
        (input?: unknown) => answered(() => (below as (input: unknown) => Promise<unknown>)(input)),
      ];
    }),
  );
}

async function answered(call: () => Promise<unknown>): Promise<unknown> {
  try {
    const answer = await call();
    return isResult(answer) ? answer : ok(answer);
  } catch (error) {
    /* Not even logged: the error of a refused call carries what the agent typed. */
    return err(whyNoAnswer(error));
  }
}

function isResult(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer;
}

/** The network's own failures are no `ORPCError`: refused, cut, timed out. */
export function whyNoAnswer(error: unknown): NoAnswer {
  if (error instanceof ORPCError) return GONE_STATUSES.has(error.status) ? 'unreachable' : 'unexpected';
  const cut = error instanceof TypeError || error instanceof DOMException;
  return cut ? 'unreachable' : 'unexpected';
}
