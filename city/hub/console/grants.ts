import { hasRole, servicesOf, type CallRule, type Grant } from '../../../shared/contract/index.ts';
import type { Connection, Database } from '../database/index.ts';
import { releaseUnseen } from './release.ts';

/** Who is at the console, and what they may do. */
export interface SignedIn {
  tenant: string;
  name: string;
  grants: Grant[];
}

/** How a role for all services is written in the database: no service has such a name. */
const ALL = '*';

/** What an account may do just now: asked at each call, so that a role taken away is gone at once. */
export async function grantsOf(
  database: Database | Connection,
  agent: Pick<SignedIn, 'tenant' | 'name'>,
): Promise<Grant[]> {
  const { rows } = await database.query<{ role: Grant['role']; service: string }>(
    'select role, service from agent_role where tenant = $1 and agent = $2 order by role, service',
    [agent.tenant, agent.name],
  );
  return rows.map(asGrant);
}

/** A role as it is written in the database, as the console tells it. */
export function asGrant({ role, service }: { role: Grant['role']; service: string }): Grant {
  return { role, ...(service === ALL ? {} : { service }) };
}

/** Gives an account these roles and no others; what is assigned to it and out of its sight by then is nobody's again. */
export async function setGrants(
  connection: Connection,
  tenant: string,
  agent: string,
  grants: readonly Grant[],
): Promise<void> {
  await connection.query('delete from agent_role where tenant = $1 and agent = $2', [tenant, agent]);
  for (const { role, service } of grants) {
    await connection.query(
      `insert into agent_role (tenant, agent, role, service) values ($1, $2, $3, $4) on conflict do nothing`,
      [tenant, agent, role, service ?? ALL],
    );
  }
  await releaseUnseen(connection, tenant, agent);
}

/**
 * Whether somebody else than this account can give roles. Whoever asks at the same time for another one waits for this
 * transaction, so that two administrators cannot take the role from each other.
 */
export async function hasOtherAdministrator(
  connection: Connection,
  tenant: string,
  agent: string,
): Promise<boolean> {
  const { rows } = await connection.query<{ agent: string }>(
    `select agent from agent_role where tenant = $1 and role = 'administrator' order by agent for update`,
    [tenant],
  );
  return rows.some((row) => row.agent !== agent);
}

/** Whether somebody who is signed in may make a call at all; what about, is the handler's to see. */
export function mayCall({ may }: CallRule, grants: readonly Grant[]): boolean {
  if (may === 'anybody' || may === 'signed-in') return true;
  return hasRole(grants, may);
}

/**
 * The services whose requests an agent may see, as PostgreSQL takes them: null for all. Requests of other services are
 * unknown to this agent, not forbidden: not even that they exist is told.
 */
export function visibleServices(agent: SignedIn): string[] | null {
  const services = servicesOf(agent.grants, 'agent');
  return services === 'all' ? null : services;
}
