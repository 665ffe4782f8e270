import { ok } from '../../../shared/result/index.ts';
import { guarded, keysOf } from './base.ts';
import { acceptText, openText, refuseText } from './moderate.ts';
import { listDecided, listWaiting } from './moderation-queue.ts';

export const moderationCalls = {
  waiting: guarded.moderation.waiting.handler(async ({ input, context: { database, agent } }) =>
    ok(await listWaiting(database, agent, input.after)),
  ),

  decided: guarded.moderation.decided.handler(async ({ context: { database, agent } }) =>
    ok(await listDecided(database, agent)),
  ),

  open: guarded.moderation.open.handler(async ({ input, context }) =>
    openText(context.database, await keysOf(context), context.agent, input),
  ),

  accept: guarded.moderation.accept.handler(async ({ input, context }) =>
    acceptText(context.database, await keysOf(context), context.agent, input, context.now()),
  ),

  refuse: guarded.moderation.refuse.handler(async ({ input, context }) =>
    refuseText(context.database, await keysOf(context), context.agent, input, context.now()),
  ),
};
