import { ok } from '../../../shared/result/index.ts';
import {
  describeCollections,
  discardDraft,
  exportPage,
  importRecords,
  listRecords,
  problemsOf,
  publish,
  readEarlier,
  readRecord,
  saveDraft,
  schedule,
  sitesOf,
  undo,
  withdraw,
} from '../publishing/index.ts';
import { guarded } from './base.ts';

export const publishCalls = {
  collections: guarded.publish.collections.handler(async ({ context: { database, agent } }) =>
    ok({
      collections: await describeCollections(database, agent.tenant),
      sites: await sitesOf(database, agent.tenant),
    }),
  ),
  records: guarded.publish.records.handler(({ input, context: { database, agent } }) =>
    listRecords(database, agent.tenant, input),
  ),
  record: guarded.publish.record.handler(({ input, context: { database, agent } }) =>
    readRecord(database, agent.tenant, input),
  ),
  earlier: guarded.publish.earlier.handler(({ input: { number, ...key }, context: { database, agent } }) =>
    readEarlier(database, { ...key, tenant: agent.tenant }, number),
  ),
  check: guarded.publish.check.handler(async ({ input: { body, ...key }, context: { database, agent } }) =>
    ok(await problemsOf(database, { ...key, tenant: agent.tenant }, body)),
  ),
  save: guarded.publish.save.handler(({ input, context: { database, agent } }) =>
    saveDraft(database, agent, input),
  ),
  discard: guarded.publish.discard.handler(({ input, context: { database, agent } }) =>
    discardDraft(database, agent, input),
  ),
  publish: guarded.publish.publish.handler(({ input, context: { database, agent } }) =>
    publish(database, agent, input),
  ),
  schedule: guarded.publish.schedule.handler(({ input, context: { database, agent, now } }) =>
    schedule(database, agent, input, now()),
  ),
  withdraw: guarded.publish.withdraw.handler(({ input, context: { database, agent } }) =>
    withdraw(database, agent, input),
  ),
  undo: guarded.publish.undo.handler(({ input, context: { database, agent } }) =>
    undo(database, agent, input),
  ),
  importRecords: guarded.publish.importRecords.handler(async ({ input, context: { database, agent } }) =>
    ok(await importRecords(database, agent, input)),
  ),
  exportRecords: guarded.publish.exportRecords.handler(
    async ({ input: { after }, context: { database, agent } }) =>
      ok(await exportPage(database, agent.tenant, after)),
  ),
};
