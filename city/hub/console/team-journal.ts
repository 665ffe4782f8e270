import type { Connection } from '../database/index.ts';

/** `subject`: the colleague whom it is given to or was taken from, or the other request of a pair. */
export interface TeamAct {
  action: 'take' | 'give' | 'hand-back' | 'release' | 'join' | 'part';
  request: string;
  subject: string | null;
}

/** Who did what with which request, beside opening and answering it. `release`: their role was taken from them. */
export async function writeTeamJournal(
  connection: Connection,
  agent: { tenant: string; name: string },
  { action, request, subject }: TeamAct,
): Promise<void> {
  await connection.query(
    'insert into team_journal (tenant, agent, action, request, subject) values ($1, $2, $3, $4, $5)',
    [agent.tenant, agent.name, action, request, subject],
  );
}
