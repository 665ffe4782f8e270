import type { SessionRow } from '../../../shared/contract/index.ts';
import { fingerprint, randomBytes, toBase64 } from '../../../shared/sealing/index.ts';
import type { Connection, Database } from '../database/index.ts';
import { grantsOf, type SignedIn } from './grants.ts';

/** A working day: whoever forgot to sign out in the evening is signed out in the morning. */
export const SESSION_SECONDS = 10 * 60 * 60;

/**
 * A screen that nobody has touched for half an hour is at a desk that somebody has left, in a building that is open to the
 * public. Less would end a telephone call's worth of reading; what was begun waits for whoever signs in again. It is the
 * page that says when it was touched, since it asks every ten seconds by itself: this guards a desk, not a stolen cookie.
 */
export const IDLE_SECONDS = 30 * 60;

/** When it was touched is written down to the minute: a change for each question of each page would be all that is written. */
const NOTED_SECONDS = 60;

/** Who came in so lately sits there: only then can a passkey be added, which would outlive whatever stole the session. */
const JUST_CAME_SECONDS = 10 * 60;

/** As SQL: the sessions that still open something; the values are this program's own. */
export const ALIVE = `expires_at > now() and acted_at > now() - interval '${IDLE_SECONDS} seconds'`;

type Who = Pick<SignedIn, 'tenant' | 'name'>;

/** Returns the secret for the cookie; the database keeps its hash, which opens nothing. */
export async function startSession(
  database: Database,
  agent: Who,
  cameBy: SessionRow['cameBy'],
): Promise<string> {
  const token = toBase64(randomBytes(32));
  await database.query(`delete from session where tenant = $1 and not (${ALIVE})`, [agent.tenant]);
  await database.query(
    `insert into session (tenant, token_hash, agent, expires_at, came_by)
     values ($1, $2, $3, now() + make_interval(secs => $4), $5)`,
    [agent.tenant, await fingerprint(token), agent.name, SESSION_SECONDS, cameBy],
  );
  return `${agent.tenant}.${token}`;
}

/** @param idleSeconds since the person last touched the page; undefined when nobody says that they did */
export async function findSession(
  database: Database,
  secret: string,
  idleSeconds?: number,
): Promise<SignedIn | undefined> {
  const place = await placeOf(secret);
  if (place === undefined) return undefined;
  const { rows } = await database.query<Who & { idle: number }>(
    `select tenant, agent as name, extract(epoch from now() - acted_at)::float8 as idle from session
     where tenant = $1 and token_hash = $2 and ${ALIVE}`,
    [place.tenant, place.id],
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  const { idle, ...agent } = found;
  if (idleSeconds !== undefined && idle - idleSeconds > NOTED_SECONDS) {
    await noteAct(database, place, idleSeconds);
  }
  return { ...agent, grants: await grantsOf(database, agent) };
}

async function noteAct(database: Database, place: Place, idleSeconds: number): Promise<void> {
  await database.query(
    `update session set acted_at = greatest(acted_at, now() - make_interval(secs => $3))
     where tenant = $1 and token_hash = $2`,
    [place.tenant, place.id, idleSeconds],
  );
}

export async function endSession(database: Database, secret: string): Promise<void> {
  const place = await placeOf(secret);
  if (place === undefined) return;
  await database.query('delete from session where tenant = $1 and token_hash = $2', [place.tenant, place.id]);
}

/** The same session under a new secret, for as long as it had: whoever has the old one has nothing. */
export async function renewSession(database: Database, secret: string): Promise<string> {
  const place = await placeOf(secret);
  if (place === undefined) throw new Error('a session is renewed for whoever has none');
  const token = toBase64(randomBytes(32));
  await database.query('update session set token_hash = $3 where tenant = $1 and token_hash = $2', [
    place.tenant,
    place.id,
    await fingerprint(token),
  ]);
  return `${place.tenant}.${token}`;
}

/** Whether somebody proved within the last ten minutes who they are. */
export async function hasJustComeIn(database: Database, secret: string): Promise<boolean> {
  const place = await placeOf(secret);
  const { rowCount } = await database.query(
    `select 1 from session
     where tenant = $1 and token_hash = $2 and started_at > now() - make_interval(secs => $3)`,
    [place?.tenant, place?.id, JUST_CAME_SECONDS],
  );
  return rowCount === 1;
}

/** Ends one session of an account, or all of them; returns how many there were. */
export async function endSessionsOf(
  database: Database | Connection,
  agent: Who,
  session?: string,
): Promise<number> {
  const { rowCount } = await database.query(
    `delete from session where tenant = $1 and agent = $2 and ($3::text is null or token_hash = $3)`,
    [agent.tenant, agent.name, session ?? null],
  );
  return rowCount ?? 0;
}

/** Ends all sessions of an account but the one with this secret; returns how many there were. */
export async function endOtherSessions(database: Database, agent: Who, secret: string): Promise<number> {
  const { rowCount } = await database.query(
    'delete from session where tenant = $1 and agent = $2 and token_hash <> $3',
    [agent.tenant, agent.name, (await placeOf(secret))?.id],
  );
  return rowCount ?? 0;
}

/** The newest first. @param secret of the session that asks */
export async function listSessions(database: Database, agent: Who, secret: string): Promise<SessionRow[]> {
  const current = (await placeOf(secret))?.id;
  const { rows } = await database.query<Omit<SessionRow, 'current'>>(
    `select token_hash as id, started_at as "startedAt", acted_at as "actedAt", came_by as "cameBy"
     from session where tenant = $1 and agent = $2 and ${ALIVE} order by started_at desc, token_hash limit 100`,
    [agent.tenant, agent.name],
  );
  return rows.map((row) => ({ ...row, current: row.id === current }));
}

interface Place {
  tenant: string;
  /** The hash that the database knows a session by. */
  id: string;
}

async function placeOf(secret: string): Promise<Place | undefined> {
  const [, tenant, token] = /^([a-z0-9-]{1,40})\.([A-Za-z0-9_-]{43})$/.exec(secret) ?? [];
  if (tenant === undefined || token === undefined) return undefined;
  return { tenant, id: await fingerprint(token) };
}
