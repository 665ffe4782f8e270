import { aboutRequest, guarded } from './base.ts';
import { askFacts, replaceReceipt } from './receipts.ts';

export const receiptCalls = {
  ask: guarded.receipts.ask.handler(({ input, context }) =>
    aboutRequest(context, input.id, (keys) => askFacts(context.database, keys, context.agent, input.id)),
  ),

  make: guarded.receipts.make.handler(({ input, context }) =>
    aboutRequest(context, input.id, (keys) =>
      replaceReceipt(context.database, keys, context.agent, input.id, context.now()),
    ),
  ),
};
