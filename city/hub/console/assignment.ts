import type { InboxRow } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { colleaguesFor } from './colleagues.ts';
import { visibleServices, type SignedIn } from './grants.ts';
import { writeTeamJournal } from './team-journal.ts';

/** Whose each of these requests is, with the end of that agent's absence; nothing for those that are nobody's. */
export async function assignmentsOf(
  database: Database,
  tenant: string,
  requests: readonly string[],
): Promise<Map<string, Required<Pick<InboxRow, 'assigned'>>>> {
  const { rows } = await database.query<{ request: string; to: string; awayUntil: string | null }>(
    `select assignment.request, assignment.agent as to, absence.until as "awayUntil"
     from assignment left join absence on absence.tenant = assignment.tenant and absence.agent = assignment.agent
       and absence.until >= (now() at time zone 'Europe/Paris')::date
     where assignment.tenant = $1 and assignment.request = any($2::uuid[])`,
    [tenant, requests],
  );
  return new Map(
    rows.map(({ request, to, awayUntil }) => [
      request,
      { assigned: { to, ...(awayUntil === null ? {} : { awayUntil }) } },
    ]),
  );
}

/**
 * Gives a request to somebody, or to nobody. `unknown-request`: not this agent's to see; `not-a-colleague`: the other
 * could not see it; `assigned-meanwhile`: it is not `from`'s any more.
 */
export async function assignRequest(
  database: Database,
  agent: SignedIn,
  { id, from, to }: { id: string; from: string | null; to: string | null },
): Promise<Result<null, 'unknown-request' | 'not-a-colleague' | 'assigned-meanwhile'>> {
  return inTransaction(database, async (connection) => {
    const request = await lockRequest(connection, agent, id);
    if (request === undefined) return err('unknown-request');
    const mayHave = [
      agent.name,
      ...(await colleaguesFor(connection, agent, request.service)).map(({ name }) => name),
    ];
    if (to !== null && !mayHave.includes(to)) return err('not-a-colleague');
    if (request.to === to) return ok(null);
    if (request.to !== from) return err('assigned-meanwhile');
    await setAssignment(connection, agent.tenant, id, to);
    await writeTeamJournal(connection, agent, {
      action: actionOf(agent, to),
      request: id,
      subject: to ?? from,
    });
    return ok(null);
  });
}

function actionOf(agent: SignedIn, to: string | null): 'take' | 'give' | 'hand-back' {
  if (to === null) return 'hand-back';
  return to === agent.name ? 'take' : 'give';
}

async function lockRequest(
  connection: Connection,
  agent: SignedIn,
  id: string,
): Promise<{ service: string; to: string | null } | undefined> {
  const { rows } = await connection.query<{ service: string; to: string | null }>(
    `select service, (select agent from assignment where assignment.tenant = request.tenant and assignment.request = request.id) as to
     from request where tenant = $1 and id = $2 and erased_on is null and ($3::text[] is null or service = any ($3)) for update`,
    [agent.tenant, id, visibleServices(agent)],
  );
  return rows[0];
}

async function setAssignment(
  connection: Connection,
  tenant: string,
  id: string,
  to: string | null,
): Promise<void> {
  if (to === null) {
    await connection.query('delete from assignment where tenant = $1 and request = $2', [tenant, id]);
    return;
  }
  await connection.query(
    `insert into assignment (tenant, request, agent) values ($1, $2, $3)
     on conflict (tenant, request) do update set agent = excluded.agent`,
    [tenant, id, to],
  );
}
