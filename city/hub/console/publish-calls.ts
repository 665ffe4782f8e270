import { type PublishedKey, servicesOf } from '../../../shared/contract/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  describeCollections,
  discardDraft,
  exportPage,
  importRecords,
  isAboutTheirs,
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
import { guarded, type GuardedCall } from './base.ts';

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
  save: guarded.publish.save.handler(({ input, context }) =>
    ifTheirs(context, input, () => saveDraft(context.database, context.agent, input)),
  ),
  discard: guarded.publish.discard.handler(({ input, context }) =>
    ifTheirs(context, input, () => discardDraft(context.database, context.agent, input)),
  ),
  publish: guarded.publish.publish.handler(({ input, context }) =>
    ifTheirs(context, input, () => publish(context.database, context.agent, input)),
  ),
  schedule: guarded.publish.schedule.handler(({ input, context }) =>
    ifTheirs(context, input, () => schedule(context.database, context.agent, input, context.now())),
  ),
  withdraw: guarded.publish.withdraw.handler(({ input, context }) =>
    ifTheirs(context, input, () => withdraw(context.database, context.agent, input)),
  ),
  undo: guarded.publish.undo.handler(({ input, context }) =>
    ifTheirs(context, input, () => undo(context.database, context.agent, input)),
  ),
  /** For those who publish for the whole city: a file may hold anything. */
  importRecords: guarded.publish.importRecords.handler(async ({ input, context: { database, agent } }) =>
    servicesOf(agent.grants, 'publisher') === 'all'
      ? ok(await importRecords(database, agent, input))
      : err('not-allowed'),
  ),
  exportRecords: guarded.publish.exportRecords.handler(
    async ({ input: { after }, context: { database, agent } }) =>
      ok(await exportPage(database, agent.tenant, after)),
  ),
};

/** Whoever publishes for some services only changes what is about them. */
async function ifTheirs<T>(
  { database, agent }: GuardedCall,
  record: PublishedKey & { body?: string },
  work: () => Promise<T>,
): Promise<T | Result<never, 'not-allowed'>> {
  const services = servicesOf(agent.grants, 'publisher');
  if (services !== 'all' && !(await isAboutTheirs(database, agent.tenant, services, record))) {
    return err('not-allowed');
  }
  return work();
}
