import type { FastifyRequest } from 'fastify';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import type { Bells } from '../desk/index.ts';
import { findDevice, readToken, scopesOf, type Caller } from '../devices/index.ts';
import type { Scope } from '../../../shared/sync/index.ts';
import type { KeyRing, TenantKeys } from '../keys/index.ts';
import type { Streams } from '../live/index.ts';
import type { Providers } from '../provider/index.ts';
import type { Refusals } from '../refusals/index.ts';
import type { Log } from './log.ts';

/** What every route works with. */
export interface HubContext {
  database: Database;
  ring: KeyRing;
  log: Log;
  now: () => Date;
  /** Of the kiosks that wait for pokes. */
  streams: Streams;
  /** Of the desks that wait for calls. */
  bells: Bells;
  refusals: Refusals;
  /** By which the cities' agents may sign in. */
  providers: Providers;
  /** Whose `X-Forwarded-For` is believed. */
  trustedProxies?: string[] | undefined;
  /** The built console, when this hub serves it. */
  consoleFolder?: string | undefined;
  /** The console's one address, when it is known. */
  consoleOrigin?: string | undefined;
  /** The built page of the visitors, for the console's preview. */
  pageFolder?: string | undefined;
}

const BEARER = /^Bearer ([A-Za-z0-9_.-]{1,1000})$/;

/** The token that a request carries; empty without one. */
export function bearerOf(request: FastifyRequest): string {
  return BEARER.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** The keys of the tenant that a request is about, once its token allows it. */
export async function authorise(
  context: HubContext,
  tenant: string,
  request: FastifyRequest,
): Promise<Result<{ keys: TenantKeys; caller: Caller }, 'unknown-tenant' | 'not-allowed'>> {
  const keys = await context.ring.of(tenant);
  if (keys === undefined) return err('unknown-tenant');
  const caller = await readToken(context.ring, tenant, bearerOf(request), context.now().getTime());
  return caller.ok ? ok({ keys, caller: caller.value }) : caller;
}

/** As `authorise`, with the scopes that this kiosk may follow, as they are now; one that was revoked has none. */
export async function authoriseReading(
  context: HubContext,
  tenant: string,
  request: FastifyRequest,
): Promise<Result<{ keys: TenantKeys; device: string; scopes: Scope[] }, 'unknown-tenant' | 'not-allowed'>> {
  const allowed = await authorise(context, tenant, request);
  if (!allowed.ok) return allowed;
  const { keys, caller } = allowed.value;
  const device = await findDevice(context.database, caller.device);
  if (device === undefined || device.revoked) return err('not-allowed');
  return ok({ keys, device: device.id, scopes: scopesOf(device, keys.tenant) });
}

/** What an expected failure answers; the body is always `{error: reason}`. */
export const STATUS_OF = {
  'bad-request': 400,
  'bad-signature': 403,
  'first-syncs-full': 429,
  epoch: 409,
  floor: 410,
  'no-snapshot': 404,
  'not-allowed': 401,
  'stale-nonce': 401,
  'too-many-tries': 429,
  'unknown-blob': 404,
  'unknown-code': 403,
  'unknown-device': 403,
  'unknown-tenant': 404,
  'wrong-hash': 422,
  'wrong-offset': 409,
} as const;

export type FailureReason = keyof typeof STATUS_OF;
