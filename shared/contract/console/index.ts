import { fleetCalls } from './fleet.ts';
import { requestCalls } from './requests.ts';
import { sessionCalls } from './session.ts';

/** Console ⇄ hub, whole: the console's client, the hub's checks and the tests of who may what are derived from it. */
export const consoleContract = { ...sessionCalls, ...requestCalls, fleet: fleetCalls };

export { type CallRule } from './call.ts';
export {
  KIOSK_ALARMS,
  type CommandRow,
  type KioskAlarm,
  type KioskCursor,
  type KioskDetail,
  type KioskHealth,
  type KioskQuery,
  type KioskRow,
  type SiteChoice,
} from './fleet.ts';
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
export { siteIdOf } from './site-id.ts';
