import { randomUUID } from 'node:crypto';
import type { Database } from '../database/index.ts';

/** Gives a tenant its feed, with an epoch drawn at random; does nothing when it has one. */
export async function ensureFeed(database: Database, tenant: string): Promise<void> {
  await database.query(
    `insert into feed_head (tenant, epoch, position, checkpoint) values ($1, $2, 0, '') on conflict do nothing`,
    [tenant, randomUUID()],
  );
}
