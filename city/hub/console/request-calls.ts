import { ok } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import { openAttached } from './attachments.ts';
import { aboutRequest, guarded } from './base.ts';
import { openRequest } from './open.ts';
import { replyToRequest } from './reply.ts';

export const requestCalls = {
  open: guarded.open.handler(({ input, context }) =>
    aboutRequest(context, input.id, (keys) =>
      openRequest(context.database, keys, context.agent, input.id, dayInTheCity(context.now())),
    ),
  ),

  attachment: guarded.attachment.handler(({ input, context }) =>
    aboutRequest(context, input.id, async (keys) => {
      const opened = await openAttached(context.database, keys, context.agent, input);
      if (!opened.ok) return opened;
      const { mediaType, content } = opened.value;
      return ok(new Blob([new Uint8Array(content)], { type: mediaType }));
    }),
  ),

  reply: guarded.reply.handler(({ input, context }) =>
    aboutRequest(context, input.id, (keys) =>
      replyToRequest(context.database, keys, context.agent, input, context.now()),
    ),
  ),
};
