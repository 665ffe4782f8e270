import type { Connection } from '../database/index.ts';
import { writeTeamJournal } from './team-journal.ts';

/** Takes back from an agent what they may not see any more, after their roles changed. */
export async function releaseUnseen(connection: Connection, tenant: string, agent: string): Promise<void> {
  const { rows } = await connection.query<{ request: string }>(
    `delete from assignment using request
     where assignment.tenant = $1 and assignment.agent = $2
       and request.tenant = assignment.tenant and request.id = assignment.request
       and not exists (select 1 from agent_role held where held.tenant = $1 and held.agent = $2
         and held.role = 'agent' and held.service in ('*', request.service))
     returning assignment.request`,
    [tenant, agent],
  );
  for (const { request } of rows)
    await writeTeamJournal(
      connection,
      { tenant, name: agent },
      { action: 'release', request, subject: agent },
    );
}
