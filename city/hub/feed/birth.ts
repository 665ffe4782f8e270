import { randomUUID } from 'node:crypto';
import { SCOPES, type Checkpoint } from '../../../shared/sync/index.ts';
import { inTransaction, type Database } from '../database/index.ts';

/** Gives a tenant its feed, with an epoch drawn at random; does nothing when it has one. */
export async function ensureFeed(database: Database, tenant: string): Promise<void> {
  const empty: Checkpoint = {
    format: 'borne/checkpoint/v1',
    tenant,
    epoch: randomUUID(),
    head: 0,
    scopes: SCOPES.map((scope) => ({ scope, head: 0, count: 0, sum: '0' })),
  };
  await inTransaction(database, async (connection) => {
    const { rowCount } = await connection.query(
      `insert into feed_head (tenant, epoch, position, checkpoint) values ($1, $2, 0, $3)
       on conflict do nothing`,
      [tenant, empty.epoch, JSON.stringify(empty)],
    );
    if (rowCount === 0) return;
    for (const scope of SCOPES) {
      await connection.query(
        'insert into feed_scope (tenant, scope, head, count, sum) values ($1, $2, 0, 0, 0)',
        [tenant, scope],
      );
    }
  });
}
