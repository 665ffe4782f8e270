import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { deskContract } from '../../shared/contract/index.ts';
import { openConsole } from './console-client.ts';
import { type City, TEST_SITE } from './city.ts';

export interface TestDesk {
  client: ContractRouterClient<typeof deskContract>;
  /** The last cookie that the hub set, as a browser sends it back; it can be given to another. */
  cookie: () => string;
  /** The same, with all that goes with it. */
  setCookie: () => string;
}

/** A browser at a site's reception; `cookie` of one that was paired before. */
export function openDesk(hubUrl: string, cookie = '', headers: Record<string, string> = {}): TestDesk {
  let kept = cookie;
  const link = new RPCLink({
    url: `${hubUrl}/desk/rpc`,
    headers: () => ({
      origin: hubUrl,
      'x-borne-console': '1',
      cookie: kept.split(';')[0] ?? '',
      ...headers,
    }),
    fetch: async (request, options) => {
      const response = await fetch(request, options);
      kept = response.headers.getSetCookie().at(-1) ?? kept;
      return response;
    },
    plugins: [new ResponseValidationPlugin(deskContract)],
  });
  return {
    client: createORPCClient(link),
    cookie: () => kept.split(';')[0] ?? '',
    setCookie: () => kept,
  };
}

/** The code that an agent makes at the console for the desk of a site. */
export async function deskCode(city: City, site = TEST_SITE.id): Promise<string> {
  const agent = openConsole(city.url);
  await agent.client.signIn({ tenant: city.tenant, ...city.agent });
  const made = await agent.client.desks.createCode({ site });
  if (!made.ok) throw new Error(made.reason);
  return made.value.code;
}
