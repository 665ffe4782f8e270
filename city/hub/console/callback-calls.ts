import { ok } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import { aboutRequest, guarded } from './base.ts';
import { listCallbacks, noteCall, openNumber } from './callbacks.ts';

export const callbackCalls = {
  list: guarded.callbacks.list.handler(async ({ input, context: { database, agent, now } }) =>
    ok(await listCallbacks(database, agent, input.after, dayInTheCity(now()))),
  ),

  number: guarded.callbacks.number.handler(({ input, context }) =>
    aboutRequest(context, input.id, (keys) => openNumber(context.database, keys, context.agent, input.id)),
  ),

  note: guarded.callbacks.note.handler(({ input, context }) =>
    aboutRequest(context, input.id, () =>
      noteCall(context.database, context.agent, input, dayInTheCity(context.now())),
    ),
  ),
};
