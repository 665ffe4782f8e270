import type { Grant } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Database } from '../database/index.ts';
import { forgetTries, takeTry, type TryLimit } from '../limits/index.ts';
import { setGrants, type SignedIn } from './grants.ts';
import { THE_SERVER, writeAct } from './journal.ts';
import { hashPassword, isPassword, randomPassword } from './password.ts';
import { endSessionsOf } from './sessions.ts';

const SIGN_IN_LIMIT: TryLimit = { tries: 5, minutes: 15 };

/**
 * Creates an account, or gives an existing one a new password; returns the password, which is kept nowhere. Without
 * `grants`, a new account answers requests, and an existing one keeps the roles that it has. For whoever runs the server:
 * at the console, accounts are changed by their administrators.
 */
export async function createAgent(
  database: Database,
  tenant: string,
  name: string,
  grants?: readonly Grant[],
): Promise<string> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  await inTransaction(database, async (connection) => {
    const { rowCount } = await connection.query('select 1 from agent where tenant = $1 and name = $2', [
      tenant,
      name,
    ]);
    await connection.query(
      `insert into agent (tenant, name, password) values ($1, $2, $3)
       on conflict (tenant, name) do update set password = excluded.password`,
      [tenant, name, hash],
    );
    const isNew = rowCount === 0;
    if (isNew || grants !== undefined) {
      await setGrants(connection, tenant, name, grants ?? [{ role: 'agent' }]);
    }
    // Whoever was signed in with the old password is not any more.
    await endSessionsOf(connection, { tenant, name });
    await writeAct(
      connection,
      { tenant, name: THE_SERVER },
      isNew ? 'account-created' : 'password-given',
      name,
    );
  });
  return password;
}

/**
 * Whether name and password belong together. A name that does not exist costs the same time and gives the same answer,
 * so that nobody can find out who works here. `too-many-tries`: five in fifteen minutes, for this name, on any hub.
 */
export async function checkAgent(
  database: Database,
  tenant: string,
  given: { name: string; password: string },
): Promise<Result<undefined, 'wrong-name-or-password' | 'too-many-tries'>> {
  const subject = { what: 'sign-in', who: given.name };
  if (!(await takeTry(database, tenant, subject, SIGN_IN_LIMIT))) return err('too-many-tries');
  const stored = await storedPassword(database, tenant, given.name);
  const matches = await isPassword(given.password, stored ?? (await decoy()));
  if (!matches || stored === undefined) return err('wrong-name-or-password');
  await forgetTries(database, tenant, subject);
  return ok();
}

/**
 * Gives an account the password that its owner chose, and ends all its sessions, the one that asks included.
 * `too-many-tries`: with the old password, counted together with those of signing in.
 */
export async function changePassword(
  database: Database,
  agent: SignedIn,
  { old, fresh }: { old: string; fresh: string },
): Promise<Result<undefined, 'wrong-password' | 'too-many-tries'>> {
  const checked = await checkAgent(database, agent.tenant, { name: agent.name, password: old });
  if (!checked.ok) return err(checked.reason === 'too-many-tries' ? checked.reason : 'wrong-password');
  const hash = await hashPassword(fresh);
  await inTransaction(database, async (connection) => {
    await connection.query('update agent set password = $3 where tenant = $1 and name = $2', [
      agent.tenant,
      agent.name,
      hash,
    ]);
    await endSessionsOf(connection, agent);
    await writeAct(connection, agent, 'password-changed', agent.name);
  });
  return ok();
}

/** What the city's sign-in provider calls the person of an account. */
export async function outsideNameOf(
  database: Database,
  agent: Pick<SignedIn, 'tenant' | 'name'>,
): Promise<string | null> {
  const { rows } = await database.query<{ outsideName: string | null }>(
    'select outside_name as "outsideName" from agent where tenant = $1 and name = $2',
    [agent.tenant, agent.name],
  );
  return rows[0]?.outsideName ?? null;
}

/** The account of somebody whom the provider vouches for; none is ever made by coming in. */
export async function findByOutsideName(
  database: Database,
  tenant: string,
  outsideName: string,
): Promise<string | undefined> {
  if (outsideName.includes('\0')) return undefined;
  const { rows } = await database.query<{ name: string }>(
    'select name from agent where tenant = $1 and outside_name = $2',
    [tenant, outsideName],
  );
  return rows[0]?.name;
}

async function storedPassword(database: Database, tenant: string, name: string): Promise<string | undefined> {
  // PostgreSQL holds no text with a zero byte, so no agent has such a name.
  if (name.includes('\0')) return undefined;
  const { rows } = await database.query<{ password: string }>(
    'select password from agent where tenant = $1 and name = $2',
    [tenant, name],
  );
  return rows[0]?.password;
}

let decoyHash: Promise<string> | undefined;

function decoy(): Promise<string> {
  decoyHash ??= hashPassword(randomPassword());
  return decoyHash;
}
