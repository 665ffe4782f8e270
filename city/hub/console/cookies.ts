import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf } from '../page-calls.ts';
import { SESSION_SECONDS } from './sessions.ts';

const SESSION = 'borne-session';
const PATH = '/console';

/** The cookies of the console, for a page of which it is known whether it came by TLS. */
export function sessionIn(request: FastifyRequest): string {
  return request.cookies[SESSION] ?? '';
}

/** No script reads it, and no other site makes a browser send it. @param secret undefined takes it back */
export function setSession(reply: FastifyReply, origin: string, secret: string | undefined): void {
  const cookie = cookieOf(origin, PATH);
  if (secret === undefined) reply.clearCookie(SESSION, cookie);
  else reply.setCookie(SESSION, secret, { ...cookie, maxAge: SESSION_SECONDS });
}
