import { z } from 'zod';
import { tenantIdSchema } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { fromBase64, fromUtf8, randomBytes, toBase64, utf8, verify } from '../../../shared/sealing/index.ts';
import { tokenAssertion, type tokenRequestSchema } from '../../../shared/sync/index.ts';
import type { Database } from '../database/index.ts';
import { authenticate, isAuthentic, type KeyRing, type TenantKeys } from '../keys/index.ts';
import { findDevice, type Device } from './device.ts';
import { noteKept, readKept } from './kept.ts';

export const TOKEN_SECONDS = 15 * 60;
const NONCE_SECONDS = 5 * 60;

const claimsSchema = z.object({ home: tenantIdSchema, device: z.uuid(), until: z.number() });
const nonceSchema = z.object({ until: z.number(), salt: z.string() });

/** Whose token a request carries. */
export type Caller = z.infer<typeof claimsSchema>;

/** A text that a kiosk signs to prove its key; any hub of the tenant recognises it for five minutes. */
export function makeNonce(keys: TenantKeys, now: number): string {
  const claims = { until: now + NONCE_SECONDS * 1_000, salt: toBase64(randomBytes(12)) };
  return signClaims(keys, 'nonce', claims);
}

/**
 * A token of fifteen minutes for a device that signed a fresh nonce. Revocation is looked up here, at each mint, so a
 * revoked kiosk is out after fifteen minutes at most. `stale-nonce`: too old or used before, take a new one;
 * `unknown-device`: not enrolled here, revoked, or not the holder of the key.
 */
export async function mintToken(
  database: Database,
  keys: TenantKeys,
  request: z.infer<typeof tokenRequestSchema>,
  now: number,
): Promise<Result<string, 'stale-nonce' | 'unknown-device'>> {
  const nonce = nonceSchema.safeParse(readClaims(keys, 'nonce', request.nonce));
  if (!nonce.success || nonce.data.until < now) return err('stale-nonce');
  const device = await findDevice(database, request.device);
  if (device === undefined || device.revoked || device.tenant !== keys.tenant) return err('unknown-device');
  const assertion = tokenAssertion(request.device, request.nonce);
  if (!(await verify(device.publicKey, assertion, request.signature))) return err('unknown-device');
  const clockAhead = request.clock === undefined ? undefined : request.clock - now;
  if (!(await useNonce(database, device, { ...nonce.data, now, clockAhead }))) return err('stale-nonce');
  const kept = await readKept(device, request.nonce, request.kept);
  if (kept !== undefined) await noteKept(database, device, kept);
  const claims: Caller = { home: keys.tenant, device: device.id, until: now + TOKEN_SECONDS * 1_000 };
  return ok(signClaims(keys, 'token', claims));
}

/**
 * Takes a nonce out of use, for all hubs, and notes that the kiosk was there; false when it was used before. `clockAhead`
 * in milliseconds, undefined from a program that does not tell it.
 */
async function useNonce(
  database: Database,
  device: Device,
  use: { salt: string; until: number; now: number; clockAhead: number | undefined },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `with stale as (delete from used_nonce where tenant = $1 and until_milliseconds < $5),
       used as (
         insert into used_nonce (tenant, salt, until_milliseconds) values ($1, $3, $4)
         on conflict do nothing returning 1
       )
     update device set seen_at = now(), clock_ahead_milliseconds = $6
     where tenant = $1 and id = $2 and exists (select from used)`,
    [device.tenant, device.id, use.salt, use.until, use.now, use.clockAhead],
  );
  return rowCount === 1;
}

/**
 * Who may read `tenant` with this token: the tenant's own kiosks, and those of a home that lists it as a partner.
 * `not-allowed`: no token, an expired or made-up one, or one of a stranger.
 */
export async function readToken(
  ring: KeyRing,
  tenant: string,
  token: string,
  now: number,
): Promise<Result<Caller, 'not-allowed'>> {
  const claimed = claimsSchema.safeParse(claimsOf(token));
  if (!claimed.success) return err('not-allowed');
  const home = await ring.of(claimed.data.home);
  if (home === undefined) return err('not-allowed');
  const caller = claimsSchema.safeParse(readClaims(home, 'token', token));
  if (!caller.success || caller.data.until < now) return err('not-allowed');
  return follows(home, tenant) ? ok(caller.data) : err('not-allowed');
}

/** Whether the kiosks of a home tenant have business with `tenant`. */
export function follows(home: TenantKeys, tenant: string): boolean {
  return home.tenant === tenant || home.keyset.partners.some((partner) => partner.tenant === tenant);
}

function signClaims(keys: TenantKeys, use: 'token' | 'nonce', claims: object): string {
  const [newest] = keys.hub;
  if (newest === undefined) throw new Error(`${keys.tenant} has no hub key`);
  const text = toBase64(utf8(JSON.stringify(claims)));
  return `${text}.${authenticate(newest, use, text)}`;
}

function readClaims(keys: TenantKeys, use: 'token' | 'nonce', signed: string): unknown {
  const [text = '', code = ''] = signed.split('.');
  return isAuthentic(keys.hub, use, text, code) ? claimsOf(signed) : undefined;
}

function claimsOf(signed: string): unknown {
  try {
    return JSON.parse(fromUtf8(fromBase64(signed.split('.')[0] ?? '')));
  } catch {
    return undefined;
  }
}
