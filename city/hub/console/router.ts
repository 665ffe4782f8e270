import { open } from './base.ts';
import { callbackCalls } from './callback-calls.ts';
import { digestCalls } from './digest-calls.ts';
import { fleetCalls } from './fleet-calls.ts';
import { receiptCalls } from './receipt-calls.ts';
import { requestCalls } from './request-calls.ts';
import { sessionCalls } from './session-calls.ts';
import { templateCalls } from './template-calls.ts';

/** The console's calls; every guarded one sees the tenant of who asks alone. */
export const consoleRouter = open.router({
  ...sessionCalls,
  ...requestCalls,
  fleet: fleetCalls,
  receipts: receiptCalls,
  callbacks: callbackCalls,
  digest: digestCalls,
  templates: templateCalls,
});
