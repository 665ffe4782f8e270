import { callbackCalls } from './callbacks.ts';
import { digestCalls } from './digest.ts';
import { fleetCalls } from './fleet.ts';
import { receiptCalls } from './receipts.ts';
import { requestCalls } from './requests.ts';
import { sessionCalls } from './session.ts';
import { templateCalls } from './templates.ts';

/** Console ⇄ hub, whole: the console's client, the hub's checks and the tests of who may what are derived from it. */
export const consoleContract = {
  ...sessionCalls,
  ...requestCalls,
  fleet: fleetCalls,
  receipts: receiptCalls,
  callbacks: callbackCalls,
  digest: digestCalls,
  templates: templateCalls,
};

export { type CallRule } from './call.ts';
export { type CallbackRow } from './callbacks.ts';
export { type KioskRow } from './fleet.ts';
export { type ReceiptFact } from './receipts.ts';
export {
  inboxRowSchema,
  replySchema,
  type DeadLetterRow,
  type InboxRow,
  type OpenedRequest,
  type Reply,
} from './requests.ts';
export { hasRole, ROLES, servicesOf, type Grant, type Role } from './roles.ts';
export { type Agent } from './session.ts';
export { fillPlaceholders, placeholdersIn, templateProblem, type ReplyTemplate } from './templates.ts';
