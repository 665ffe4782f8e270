import { ok } from '../../../shared/result/index.ts';
import { guarded } from './base.ts';
import { readJournal } from './journal.ts';

export const journalCalls = {
  entries: guarded.journal.entries.handler(async ({ input, context: { database, agent } }) =>
    ok(await readJournal(database, agent.tenant, input)),
  ),
};
