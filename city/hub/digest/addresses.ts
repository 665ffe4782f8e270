import type { Connection, Database } from '../database/index.ts';

/** The address of an account, where it wants letters. */
export async function addressOf(
  database: Database,
  account: { tenant: string; name: string },
): Promise<string | undefined> {
  const { rows } = await database.query<{ address: string }>(
    'select address from digest_address where tenant = $1 and agent = $2',
    [account.tenant, account.name],
  );
  return rows[0]?.address;
}

/** Undefined: no letters any more. False when there is no such account. */
export async function setAddress(
  database: Database | Connection,
  account: { tenant: string; name: string },
  address: string | undefined,
): Promise<boolean> {
  const { rowCount } = await database.query('select 1 from agent where tenant = $1 and name = $2', [
    account.tenant,
    account.name,
  ]);
  if (rowCount === 0) return false;
  await (address === undefined
    ? database.query('delete from digest_address where tenant = $1 and agent = $2', [
        account.tenant,
        account.name,
      ])
    : database.query(
        `insert into digest_address (tenant, agent, address) values ($1, $2, $3)
         on conflict (tenant, agent) do update set address = excluded.address`,
        [account.tenant, account.name, address],
      ));
  return true;
}

/** Everybody who answers requests, with or without an address. */
export async function listAddresses(
  database: Database,
  tenant: string,
): Promise<{ agent: string; address: string | null }[]> {
  const { rows } = await database.query<{ agent: string; address: string | null }>(
    `select distinct agent_role.agent, address from agent_role left join digest_address using (tenant, agent)
     where tenant = $1 and role = 'agent' order by agent_role.agent`,
    [tenant],
  );
  return rows;
}
