import { fingerprint, randomBytes, toBase64 } from '../../../shared/sealing/index.ts';
import type { Database } from '../database/index.ts';
import { grantsOf, type SignedIn } from './grants.ts';

/** A working day: whoever forgot to sign out in the evening is signed out in the morning. */
export const SESSION_SECONDS = 10 * 60 * 60;

/** Returns the secret for the cookie; the database keeps its hash, which opens nothing. */
export async function startSession(
  database: Database,
  agent: Pick<SignedIn, 'tenant' | 'name'>,
): Promise<string> {
  const token = toBase64(randomBytes(32));
  await database.query('delete from session where tenant = $1 and expires_at < now()', [agent.tenant]);
  await database.query(
    `insert into session (tenant, token_hash, agent, expires_at)
     values ($1, $2, $3, now() + make_interval(secs => $4))`,
    [agent.tenant, await fingerprint(token), agent.name, SESSION_SECONDS],
  );
  return `${agent.tenant}.${token}`;
}

export async function findSession(database: Database, secret: string): Promise<SignedIn | undefined> {
  const place = placeOf(secret);
  if (place === undefined) return undefined;
  const { rows } = await database.query<Pick<SignedIn, 'tenant' | 'name'>>(
    `select tenant, agent as name from session
     where tenant = $1 and token_hash = $2 and expires_at > now()`,
    [place.tenant, await fingerprint(place.token)],
  );
  const [agent] = rows;
  return agent === undefined ? undefined : { ...agent, grants: await grantsOf(database, agent) };
}

export async function endSession(database: Database, secret: string): Promise<void> {
  const place = placeOf(secret);
  if (place === undefined) return;
  await database.query('delete from session where tenant = $1 and token_hash = $2', [
    place.tenant,
    await fingerprint(place.token),
  ]);
}

function placeOf(secret: string): { tenant: string; token: string } | undefined {
  const [, tenant, token] = /^([a-z0-9-]{1,40})\.([A-Za-z0-9_-]{43})$/.exec(secret) ?? [];
  return tenant === undefined || token === undefined ? undefined : { tenant, token };
}
