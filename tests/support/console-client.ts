import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { consoleContract } from '../../shared/contract/index.ts';

export interface TestConsole {
  client: ContractRouterClient<typeof consoleContract>;
  /** Every cookie that the hub set, whole, in order. */
  cookies: string[];
}

/** A browser at the console of a hub: it keeps the cookie and names its origin. `headers` replace its own. */
export function openConsole(hubUrl: string, headers: Record<string, string> = {}): TestConsole {
  const cookies: string[] = [];
  const link = new RPCLink({
    url: `${hubUrl}/console/rpc`,
    headers: () => ({
      origin: hubUrl,
      'x-borne-console': '1',
      cookie: cookies.at(-1)?.split(';')[0] ?? '',
      ...headers,
    }),
    fetch: async (request, options) => {
      const response = await fetch(request, options);
      cookies.push(...response.headers.getSetCookie());
      return response;
    },
    plugins: [new ResponseValidationPlugin(consoleContract)],
  });
  return { client: createORPCClient(link), cookies };
}
