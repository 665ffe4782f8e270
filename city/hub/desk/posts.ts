import { randomUUID } from 'node:crypto';
import type { DeskPost } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { fingerprint, randomBytes, toBase64 } from '../../../shared/sealing/index.ts';
import { inTransaction, type Database } from '../database/index.ts';
import { makeCode, tenantOfCode } from '../devices/index.ts';
import { takeTry, type TryLimit } from '../limits/index.ts';
import { IS_ALIVE } from './state.ts';
import { tellDesks } from './tell.ts';

/** The browser at a site's reception. */
export interface Post {
  tenant: string;
  id: string;
  site: string;
  siteName: string;
}

/** Who does something to a post, at the console. */
interface Agent {
  tenant: string;
  name: string;
}

const CODE_GROUPS = 2;
const CODE_MINUTES = 10;

/** A code has 40 random bits and lives ten minutes. */
const PAIR_LIMIT: TryLimit = { tries: 20, minutes: 15 };

/** The sites where kiosks of the tenant stand. */
export async function sitesOf(database: Database, tenant: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await database.query<{ id: string; name: string }>(
    `select site as id, min(site_name) as name from device
     where tenant = $1 and revoked_at is null group by site order by name, id`,
    [tenant],
  );
  return rows;
}

/** A code that pairs one browser with a site's reception. Shown once: the database keeps its hash. */
export async function createDeskCode(
  database: Database,
  agent: Agent,
  siteId: string,
): Promise<Result<{ code: string }, 'unknown-site'>> {
  const site = (await sitesOf(database, agent.tenant)).find(({ id }) => id === siteId);
  if (site === undefined) return err('unknown-site');
  const code = makeCode(agent.tenant, CODE_GROUPS);
  await database.query('delete from desk_code where tenant = $1 and expires_at < now()', [agent.tenant]);
  await database.query(
    `insert into desk_code (tenant, code_hash, site, site_name, made_by, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(mins => $6))`,
    [agent.tenant, await fingerprint(code), site.id, site.name, agent.name, CODE_MINUTES],
  );
  return ok({ code });
}

/**
 * Exchanges a code for the secret of the browser's cookie; of this too the database keeps the hash. `from` is the address
 * whose tries are counted.
 */
export async function pairPost(
  database: Database,
  typed: string,
  from: string,
): Promise<Result<string, 'unknown-code' | 'too-many-tries'>> {
  const code = asMeant(typed);
  const tenant = tenantOfCode(code);
  if (tenant === undefined) return err('unknown-code');
  if (!(await takeTry(database, tenant, { what: 'pair-desk', who: from }, PAIR_LIMIT)))
    return err('too-many-tries');
  const hash = await fingerprint(code);
  const secret = toBase64(randomBytes(32));
  const secretHash = await fingerprint(secret);
  return inTransaction(database, async (connection) => {
    const { rows } = await connection.query<{ site: string; siteName: string; madeBy: string }>(
      `delete from desk_code where tenant = $1 and code_hash = $2 and expires_at > now()
       returning site, site_name as "siteName", made_by as "madeBy"`,
      [tenant, hash],
    );
    const [given] = rows;
    if (given === undefined) return err('unknown-code');
    await connection.query(
      `insert into desk_post (tenant, id, secret_hash, site, site_name, paired_by) values ($1, $2, $3, $4, $5, $6)`,
      [tenant, randomUUID(), secretHash, given.site, given.siteName, given.madeBy],
    );
    return ok(`${tenant}.${secret}`);
  });
}

/** As people type what they read: in small letters, with spaces, an O for a zero. */
function asMeant(typed: string): string {
  const [tenant = '', signs = ''] = typed.replaceAll(/\s/g, '').split('.');
  const meant = signs.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return `${tenant.toLowerCase()}.${meant}`;
}

/** Whose cookie this is; undefined for none, and for one that was revoked. */
export async function findPost(database: Database, cookie: string): Promise<Post | undefined> {
  const [, tenant, secret] = /^([a-z0-9-]{1,40})\.([A-Za-z0-9_-]{43})$/.exec(cookie) ?? [];
  if (tenant === undefined || secret === undefined) return undefined;
  const { rows } = await database.query<Post>(
    `select tenant, id, site, site_name as "siteName" from desk_post
     where tenant = $1 and secret_hash = $2 and revoked_at is null`,
    [tenant, await fingerprint(secret)],
  );
  return rows[0];
}

/** The page has given a sign. Of several in a few seconds one is written. */
export async function noteAlive(database: Database, post: Post): Promise<void> {
  await database.query(
    `update desk_post set alive_at = now() where tenant = $1 and id = $2
     and (alive_at is null or alive_at < now() - interval '4 seconds')`,
    [post.tenant, post.id],
  );
}

/** The page was closed; another one of the same browser gives its own sign soon. */
export async function noteLeft(database: Database, post: Post): Promise<void> {
  await database.query('update desk_post set alive_at = null where tenant = $1 and id = $2', [
    post.tenant,
    post.id,
  ]);
}

/** The posts of a tenant that were not revoked, by site. */
export async function listPosts(database: Database, tenant: string): Promise<DeskPost[]> {
  const { rows } = await database.query<DeskPost>(
    `select id, site, site_name as "siteName", paired_by as "pairedBy", paired_at as "pairedAt",
       alive_at as "aliveAt", coalesce(${IS_ALIVE}, false) as "isOpen"
     from desk_post post where tenant = $1 and revoked_at is null order by site_name, paired_at, id`,
    [tenant],
  );
  return rows;
}

/** From now on the browser's cookie opens nothing. */
export async function revokePost(
  database: Database,
  agent: Agent,
  id: string,
): Promise<Result<null, 'unknown-post'>> {
  const { rows } = await database.query<{ site: string }>(
    `update desk_post set revoked_at = now(), revoked_by = $3, alive_at = null
     where tenant = $1 and id = $2 and revoked_at is null returning site`,
    [agent.tenant, id, agent.name],
  );
  const [revoked] = rows;
  if (revoked === undefined) return err('unknown-post');
  await tellDesks(database, agent.tenant, revoked.site);
  return ok(null);
}
