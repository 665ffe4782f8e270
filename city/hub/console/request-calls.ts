import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import type { TenantKeys } from '../keys/index.ts';
import { openAttached } from './attachments.ts';
import { guarded, keysOf, type GuardedCall } from './base.ts';
import { openRequest } from './open.ts';
import { replyToRequest } from './reply.ts';

const requestIdSchema = z.uuid();

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

/** A request by its name, with the keys of the agent's tenant; whether the agent may see it, `work` finds out. */
async function aboutRequest<T>(
  context: GuardedCall,
  id: string,
  work: (keys: TenantKeys) => Promise<T>,
): Promise<T | Result<never, 'unknown-request'>> {
  if (!requestIdSchema.safeParse(id).success) return err('unknown-request');
  return work(await keysOf(context));
}
