import type { Colleague } from '../../../shared/contract/index.ts';
import type { Connection, Database } from '../database/index.ts';
import { visibleServices, type SignedIn } from './grants.ts';

/** Whoever else may answer the requests of a service, by name. */
export async function colleaguesFor(
  database: Database | Connection,
  agent: SignedIn,
  service: string,
): Promise<Colleague[]> {
  return readColleagues(
    database,
    agent,
    `exists (select 1 from agent_role held where held.tenant = agent.tenant and held.agent = agent.name
       and held.role = 'agent' and held.service in ('*', $3))`,
    service,
  );
}

/** Whoever else sees all the requests that this agent sees, by name. */
export async function deputiesFor(database: Database | Connection, agent: SignedIn): Promise<Colleague[]> {
  return readColleagues(
    database,
    agent,
    `(exists (select 1 from agent_role held where held.tenant = agent.tenant and held.agent = agent.name
         and held.role = 'agent' and held.service = '*')
       or (select count(*) from agent_role held where held.tenant = agent.tenant and held.agent = agent.name
         and held.role = 'agent' and held.service = any($3::text[])) = cardinality($3::text[]))`,
    visibleServices(agent),
  );
}

async function readColleagues(
  database: Database | Connection,
  agent: SignedIn,
  condition: string,
  parameter: unknown,
): Promise<Colleague[]> {
  const { rows } = await database.query<{ name: string; awayUntil: string | null }>(
    `select agent.name, absence.until as "awayUntil"
     from agent left join absence on absence.tenant = agent.tenant and absence.agent = agent.name
       and absence.until >= (now() at time zone 'Europe/Paris')::date
     where agent.tenant = $1 and agent.name <> $2 and ${condition} order by agent.name`,
    [agent.tenant, agent.name, parameter],
  );
  return rows.map(({ name, awayUntil }) => ({ name, ...(awayUntil === null ? {} : { awayUntil }) }));
}
