import { ORPCError } from '@orpc/server';
import type { FastifyRequest } from 'fastify';
import { isOutage } from './database/index.ts';

/*
 * What the calls of our own pages have in common, whoever sits before them: an agent at the console, or a reception.
 */

/**
 * A page of another site can make a browser send a cookie of ours along: only our own pages have our address as their
 * origin, and only scripts of our origin can add a header.
 * @param only the one address that our pages have, where it is known
 */
export function isOwnPage(request: FastifyRequest, only?: string): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (only !== undefined && origin !== only) return false;
  return new URL(origin).host === host && request.headers['x-borne-console'] === '1';
}

/**
 * How a cookie of the pages under `path` is set: no script sees it, and no other site makes a browser send it.
 * @param origin of the page, which says whether it came by TLS
 */
export function cookieOf(origin: string, path: string) {
  return {
    path,
    httpOnly: true,
    sameSite: 'strict',
    secure: isByTls(origin),
  } as const;
}

export function isByTls(origin: string): boolean {
  return origin.startsWith('https:');
}

/** Around each call: a database that is away is said so, a bug is told to `onFailure`, and neither says what was called with. */
export function tellFailures(onFailure: (error: unknown) => void) {
  return async <T>(call: { next(): Promise<T> }): Promise<T> => {
    try {
      return await call.next();
    } catch (error) {
      if (isOutage(error)) throw new ORPCError('SERVICE_UNAVAILABLE', { status: 503 });
      if (!(error instanceof ORPCError)) onFailure(error);
      throw error;
    }
  };
}
