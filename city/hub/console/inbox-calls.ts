import { ok } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import { guarded, type GuardedCall } from './base.ts';
import { readInbox, readMore, type InboxQuestion } from './inbox.ts';

export const inboxCalls = {
  inbox: guarded.inbox.handler(async ({ input, context }) =>
    ok(await readInbox(context.database, questionOf(context, input), input.known)),
  ),

  inboxMore: guarded.inboxMore.handler(async ({ input, context }) =>
    ok(await readMore(context.database, questionOf(context, input), input.after)),
  ),
};

function questionOf(
  { agent, now }: GuardedCall,
  { filter = {} }: { filter?: InboxQuestion['filter'] | undefined },
): InboxQuestion {
  return { agent, filter, today: dayInTheCity(now()) };
}
