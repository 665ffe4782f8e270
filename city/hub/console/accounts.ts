import type { AccountRow, Done, Grant } from '../../../shared/contract/index.ts';
import { hasRole } from '../../../shared/contract/index.ts';
import { type Localized } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { asGrant, grantsOf, hasOtherAdministrator, setGrants, type SignedIn } from './grants.ts';
import { writeAct } from './journal.ts';
import { hashPassword, randomPassword } from './password.ts';
import { ALIVE, endSessionsOf } from './sessions.ts';
import { serviceNameOf } from '../service-name.ts';

const PAGE_ROWS = 50;

/** PostgreSQL's own number for a value that must be there once. */
const TAKEN = '23505';

/** @param asked `after` is the `next` of the page before; `beginning` in whatever letters */
export async function listAccounts(
  database: Database,
  tenant: string,
  asked: { after?: string | undefined; beginning?: string | undefined },
): Promise<{ accounts: AccountRow[]; next?: string }> {
  const { rows } = await database.query<
    Omit<AccountRow, 'grants'> & { roles: Parameters<typeof asGrant>[0][] }
  >(
    `select name, outside_name as "outsideName",
       (select count(*)::integer from passkey where tenant = $1 and passkey.agent = agent.name) as passkeys,
       (select count(*)::integer from session where tenant = $1 and session.agent = agent.name and ${ALIVE})
         as sessions,
       (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'service', service) order by role, service), '[]')
        from agent_role where tenant = $1 and agent_role.agent = agent.name) as roles
     from agent
     where tenant = $1 and ($2::text is null or name > $2)
       and ($3::text is null or starts_with(lower(name), lower($3)))
     order by name limit $4`,
    [tenant, asked.after ?? null, asked.beginning ?? null, PAGE_ROWS + 1],
  );
  const shown = rows.slice(0, PAGE_ROWS);
  const last = shown.at(-1);
  return {
    accounts: shown.map(({ roles, ...account }) => ({ ...account, grants: roles.map(asGrant) })),
    ...(rows.length > PAGE_ROWS && last !== undefined ? { next: last.name } : {}),
  };
}

/** The services of the city that a role can be limited to. */
export async function listServices(
  database: Database,
  tenant: string,
): Promise<{ id: string; name: Localized }[]> {
  const { rows } = await database.query<{ id: string; body: string }>(
    `select id, body from entity where tenant = $1 and scope = 'public' and collection = 'service' and not deleted
     order by id`,
    [tenant],
  );
  return rows.map(({ id, body }) => ({ id, name: serviceNameOf(id, body) }));
}

interface NewAccount {
  name: string;
  grants: readonly Grant[];
  outsideName?: string | undefined;
}

export async function createAccount(
  database: Database,
  by: SignedIn,
  account: NewAccount,
): Promise<Result<{ password: string }, 'name-taken' | 'outside-name-taken'>> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  return inTransaction(database, async (connection) => {
    const { rowCount } = await connection.query(
      `insert into agent (tenant, name, password, outside_name) values ($1, $2, $3, $4) on conflict do nothing`,
      [by.tenant, account.name, hash, account.outsideName ?? null],
    );
    if (rowCount === 0) {
      const known = await lockAccount(connection, by.tenant, account.name);
      return err(known === undefined ? 'outside-name-taken' : 'name-taken');
    }
    await setGrants(connection, by.tenant, account.name, account.grants);
    await writeAct(connection, by, 'account-created', account.name);
    return ok({ password });
  });
}

interface ChangedAccount {
  name: string;
  grants: readonly Grant[];
  outsideName: string | null;
}

/** Gives an account these roles and this outside name, and no others. */
export async function changeAccount(
  database: Database,
  by: SignedIn,
  account: ChangedAccount,
): Promise<Result<Done, 'unknown-account' | 'last-administrator' | 'outside-name-taken'>> {
  try {
    return await inTransaction(database, (connection) => change(connection, by, account));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === TAKEN) return err('outside-name-taken');
    throw error;
  }
}

async function change(
  connection: Connection,
  by: SignedIn,
  account: ChangedAccount,
): Promise<Result<Done, 'unknown-account' | 'last-administrator'>> {
  const known = await lockAccount(connection, by.tenant, account.name);
  if (known === undefined) return err('unknown-account');
  const stays = hasRole(account.grants, ['administrator']);
  if (!stays && (await isLastAdministrator(connection, by.tenant, account.name))) {
    return err('last-administrator');
  }
  const held = await grantsOf(connection, { tenant: by.tenant, name: account.name });
  if (!isSame(held, account.grants)) {
    await setGrants(connection, by.tenant, account.name, account.grants);
    await writeAct(connection, by, 'roles-changed', account.name);
  }
  if (known.outsideName !== account.outsideName) {
    await connection.query('update agent set outside_name = $3 where tenant = $1 and name = $2', [
      by.tenant,
      account.name,
      account.outsideName,
    ]);
    await writeAct(connection, by, 'outside-name-changed', account.name);
  }
  return ok(null);
}

function isSame(one: readonly Grant[], other: readonly Grant[]): boolean {
  const words = (grants: readonly Grant[]) =>
    new Set(grants.map(({ role, service }) => JSON.stringify([role, service])));
  return words(one).symmetricDifference(words(other)).size === 0;
}

/** A password that is shown once; whoever was signed in with the old one is not any more. Roles and passkeys stay. */
export async function giveNewPassword(
  database: Database,
  by: SignedIn,
  name: string,
): Promise<Result<{ password: string }, 'unknown-account'>> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  return inTransaction(database, async (connection) => {
    const { rowCount } = await connection.query(
      'update agent set password = $3 where tenant = $1 and name = $2',
      [by.tenant, name, hash],
    );
    if (rowCount === 0) return err('unknown-account');
    await endSessionsOf(connection, { tenant: by.tenant, name });
    await writeAct(connection, by, 'password-given', name);
    return ok({ password });
  });
}

/** Its sessions, roles and passkeys go with it; what it did stays in the journal. */
export async function removeAccount(
  database: Database,
  by: SignedIn,
  name: string,
): Promise<Result<Done, 'unknown-account' | 'last-administrator'>> {
  return inTransaction(database, async (connection) => {
    if ((await lockAccount(connection, by.tenant, name)) === undefined) return err('unknown-account');
    if (await isLastAdministrator(connection, by.tenant, name)) return err('last-administrator');
    await connection.query('delete from agent where tenant = $1 and name = $2', [by.tenant, name]);
    await writeAct(connection, by, 'account-removed', name);
    return ok(null);
  });
}

/** Ends one session of an account, or all of them, and says who did so. */
export async function endSessionsBy(
  database: Database,
  by: SignedIn,
  name: string,
  session?: string,
): Promise<number> {
  return inTransaction(database, async (connection) => {
    const ended = await endSessionsOf(connection, { tenant: by.tenant, name }, session);
    if (ended > 0) await writeAct(connection, by, 'sessions-ended', name);
    return ended;
  });
}

async function lockAccount(
  connection: Connection,
  tenant: string,
  name: string,
): Promise<{ outsideName: string | null } | undefined> {
  const { rows } = await connection.query<{ outsideName: string | null }>(
    'select outside_name as "outsideName" from agent where tenant = $1 and name = $2 for update',
    [tenant, name],
  );
  return rows[0];
}

async function isLastAdministrator(connection: Connection, tenant: string, name: string): Promise<boolean> {
  if (await hasOtherAdministrator(connection, tenant, name)) return false;
  const { rowCount } = await connection.query(
    `select 1 from agent_role where tenant = $1 and agent = $2 and role = 'administrator'`,
    [tenant, name],
  );
  return rowCount !== 0;
}
