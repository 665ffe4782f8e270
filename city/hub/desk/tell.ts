import type { Connection, Database } from '../database/index.ts';

/** On which the hubs hear that a desk has something new to look at: `[tenant, site]` in JSON. */
export const DESK_CHANNEL = 'desk';

/** Makes the pages of a site's desks look, on whichever hub they are; within a transaction, once it is kept. */
export async function tellDesks(
  connection: Database | Connection,
  tenant: string,
  site: string,
): Promise<void> {
  await connection.query('select pg_notify($1, $2)', [DESK_CHANNEL, JSON.stringify([tenant, site])]);
}
