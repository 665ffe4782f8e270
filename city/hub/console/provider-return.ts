import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProviderTrouble } from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';
import { endVisit, PROVIDER_COOKIE, VISIT_SECONDS, type Providers } from '../provider/index.ts';
import { findByOutsideName } from './agents.ts';
import { isByTls } from '../page-calls.ts';
import { sessionIn, setSession } from './cookies.ts';
import { endSession, startSession } from './sessions.ts';

/** Where the city's sign-in provider sends people back to; it is registered there, with the console's address before it. */
export const PROVIDER_RETURN = '/console/provider/return';

/** Sent back along with a link from the provider's site, which a strict cookie would not be. */
const VISIT_COOKIE = { path: PROVIDER_RETURN, httpOnly: true, sameSite: 'lax' } as const;

export function setVisit(reply: FastifyReply, origin: string, browser: string): void {
  reply.setCookie(PROVIDER_COOKIE, browser, {
    ...VISIT_COOKIE,
    secure: isByTls(origin),
    maxAge: VISIT_SECONDS,
  });
}

interface Return {
  database: Database;
  providers: Providers;
}

/** Takes people back from the provider, and sends them on to the page: signed in, or with the reason why not. */
export function addProviderReturn(server: FastifyInstance, options: Return): void {
  server.get(PROVIDER_RETURN, async (request, reply) => {
    const { searchParams } = new URL(request.url, 'http://hub');
    const trouble = await comeBack(options, searchParams, request, reply);
    reply.clearCookie(PROVIDER_COOKIE, VISIT_COOKIE);
    reply.header('referrer-policy', 'no-referrer');
    return reply.redirect(`/console/?${addressOf(cityIn(searchParams), trouble)}`, 303);
  });
}

async function comeBack(
  { database, providers }: Return,
  query: URLSearchParams,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ProviderTrouble | undefined> {
  const back = await endVisit(database, providers, query, request.cookies[PROVIDER_COOKIE] ?? '');
  if (!back.ok) return back.reason;
  const { tenant, outsideName, origin } = back.value;
  const name = await findByOutsideName(database, tenant, outsideName);
  if (name === undefined) return 'unknown-person';
  await endSession(database, sessionIn(request));
  setSession(reply, origin, await startSession(database, { tenant, name }, 'provider'));
  return undefined;
}

/** What stands before the state's dot; the page checks it again, as any address that somebody may type. */
function cityIn(query: URLSearchParams): string | undefined {
  return /^([a-z0-9-]{1,40})\./.exec(query.get('state') ?? '')?.[1];
}

function addressOf(city: string | undefined, trouble: ProviderTrouble | undefined): string {
  return new URLSearchParams({
    ...(city === undefined ? {} : { city }),
    ...(trouble === undefined ? {} : { entry: trouble }),
  }).toString();
}
