import type { Absence } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Connection, Database } from '../database/index.ts';
import { deputiesFor } from './colleagues.ts';
import type { SignedIn } from './grants.ts';

/** Whose requests this agent sees and answers besides their own, on a day. */
export async function namesStoodInFor(
  database: Database | Connection,
  agent: SignedIn,
  today: string,
): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    'select agent as name from absence where tenant = $1 and deputy = $2 and until >= $3 order by agent',
    [agent.tenant, agent.name, today],
  );
  return rows.map(({ name }) => name);
}

/** Whose place an agent takes at a request: the absent colleague's who has it; null otherwise. */
export async function stoodInFor(
  database: Database | Connection,
  agent: SignedIn,
  request: string,
  today: string,
): Promise<string | null> {
  const { rows } = await database.query<{ name: string }>(
    `select absence.agent as name from absence join assignment using (tenant, agent)
     where absence.tenant = $1 and absence.deputy = $2 and absence.until >= $3 and assignment.request = $4`,
    [agent.tenant, agent.name, today, request],
  );
  return rows[0]?.name ?? null;
}

/** One's own, while it lasts. */
export async function absenceOf(database: Database, agent: SignedIn, today: string): Promise<Absence | null> {
  const { rows } = await database.query<Absence>(
    'select until, deputy from absence where tenant = $1 and agent = $2 and until >= $3',
    [agent.tenant, agent.name, today],
  );
  return rows[0] ?? null;
}

/** `not-a-colleague`: the deputy does not see all that this agent sees, or is away; `date-in-the-past`: its last day. */
export async function setAbsence(
  database: Database,
  agent: SignedIn,
  absence: Absence | null,
  today: string,
): Promise<Result<null, 'not-a-colleague' | 'date-in-the-past'>> {
  if (absence === null) {
    await database.query('delete from absence where tenant = $1 and agent = $2', [agent.tenant, agent.name]);
    return ok(null);
  }
  if (absence.until < today) return err('date-in-the-past');
  const deputy = (await deputiesFor(database, agent)).find(({ name }) => name === absence.deputy);
  if (deputy === undefined || deputy.awayUntil !== undefined) return err('not-a-colleague');
  await database.query(
    `insert into absence (tenant, agent, until, deputy) values ($1, $2, $3, $4)
     on conflict (tenant, agent) do update set until = excluded.until, deputy = excluded.deputy`,
    [agent.tenant, agent.name, absence.until, absence.deputy],
  );
  return ok(null);
}
