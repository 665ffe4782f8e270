import { sequence } from '../../city/hub/feed/index.ts';
import { deleteRecord, ensureFeed, putRecord } from '../../city/hub/feed/index.ts';
import { inTransaction, type Database } from '../../city/hub/database/index.ts';

export interface PublishedRecord {
  collection: string;
  id: string;
  body: string;
}

/** One transaction holds back everything that is published meanwhile, so that a large import takes many. */
const IN_ONE_TRANSACTION = 1_000;

/** Publishes public records of any collection, whole or broken, as no city would write them into files. */
export async function publishRecords(
  database: Database,
  tenant: string,
  records: readonly PublishedRecord[],
): Promise<void> {
  await ensureFeed(database, tenant);
  for (let start = 0; start < records.length; start += IN_ONE_TRANSACTION) {
    await commitRecords(database, tenant, records.slice(start, start + IN_ONE_TRANSACTION));
    await sequence(database, tenant);
  }
}

/** The same in one transaction, whose lines wait for the sequencer of a hub. */
export async function commitRecords(
  database: Database,
  tenant: string,
  records: readonly PublishedRecord[],
): Promise<void> {
  await inTransaction(database, async (connection) => {
    for (const { collection, id, body } of records)
      await putRecord(connection, { tenant, scope: 'public', collection, id }, body);
  });
}

export async function takeBackRecords(
  database: Database,
  tenant: string,
  records: readonly { collection: string; id: string }[],
): Promise<void> {
  await inTransaction(database, async (connection) => {
    for (const { collection, id } of records)
      await deleteRecord(connection, { tenant, scope: 'public', collection, id });
  });
  await sequence(database, tenant);
}
