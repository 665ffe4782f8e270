import type { Connection, Database } from '../database/index.ts';

/** Who did something about a key, and to how many requests. */
export async function noteKeyEvent(
  database: Database | Connection,
  who: { tenant: string; name: string },
  event: { kid: string; action: 'lost' | 'told' | 'destroyed'; count?: number },
): Promise<void> {
  await database.query(
    'insert into key_event (tenant, kid, action, agent, count) values ($1, $2, $3, $4, $5)',
    [who.tenant, event.kid, event.action, who.name, event.count ?? null],
  );
}
