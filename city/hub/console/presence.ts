import type { Attendance } from '../../../shared/contract/index.ts';
import { actStateSchema } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import { assignmentsOf } from './assignment.ts';
import { colleaguesFor } from './colleagues.ts';
import { visibleServices, type SignedIn } from './grants.ts';

/** Three times what a page takes to say again that it is there. */
const PRESENT_SECONDS = 30;

export type Doing = 'reading' | 'writing' | 'leaving';

/** Notes that an agent has a request open, on any hub, and tells who else has, and how it stands. */
export async function attendRequest(
  database: Database,
  agent: SignedIn,
  { id, doing }: { id: string; doing: Doing },
): Promise<Result<Attendance, 'unknown-request'>> {
  const { rows } = await database.query<{ service: string; turn: number; state: string }>(
    `select service, turn, state from request
     where tenant = $1 and id = $2 and erased_on is null and ($3::text[] is null or service = any ($3))`,
    [agent.tenant, id, visibleServices(agent)],
  );
  const [request] = rows;
  if (request === undefined) return err('unknown-request');
  await notePresence(database, agent, id, doing);
  return ok({
    others: await othersAt(database, agent, id),
    turn: request.turn,
    state: actStateSchema.parse(request.state),
    ...(await assignmentsOf(database, agent.tenant, [id])).get(id),
    colleagues: await colleaguesFor(database, agent, request.service),
  });
}

async function notePresence(database: Database, agent: SignedIn, id: string, doing: Doing): Promise<void> {
  if (doing === 'leaving') {
    await database.query('delete from presence where tenant = $1 and request = $2 and agent = $3', [
      agent.tenant,
      id,
      agent.name,
    ]);
    return;
  }
  await database.query(
    `with gone as (delete from presence where tenant = $1 and until < now() and (request, agent) <> ($2::uuid, $3::text))
     insert into presence (tenant, request, agent, writing, until)
     values ($1, $2, $3, $4, now() + make_interval(secs => $5))
     on conflict (tenant, request, agent) do update set writing = excluded.writing, until = excluded.until`,
    [agent.tenant, id, agent.name, doing === 'writing', PRESENT_SECONDS],
  );
}

async function othersAt(database: Database, agent: SignedIn, id: string): Promise<Attendance['others']> {
  const { rows } = await database.query<{ name: string; writing: boolean }>(
    `select agent as name, writing from presence
     where tenant = $1 and request = $2 and agent <> $3 and until > now() order by agent`,
    [agent.tenant, id, agent.name],
  );
  return rows;
}
