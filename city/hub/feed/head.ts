import type { Database } from '../database/index.ts';

export interface Head {
  epoch: string;
  head: number;
}

/** How far the feeds of these tenants have come; a tenant without a feed is missing. */
export async function headsOf(database: Database, tenants: readonly string[]): Promise<Map<string, Head>> {
  const { rows } = await database.query<Head & { tenant: string }>(
    'select tenant, epoch, position as head from feed_head where tenant = any($1)',
    [tenants],
  );
  return new Map(rows.map(({ tenant, epoch, head }) => [tenant, { epoch, head }]));
}
