import { deskCalls } from './desks.ts';
import { accountCalls } from './accounts.ts';
import { fleetCalls } from './fleet.ts';
import { journalCalls } from './journal.ts';
import { ownCalls } from './own.ts';
import { requestCalls } from './requests.ts';
import { sessionCalls } from './session.ts';

/** Console ⇄ hub, whole: the console's client, the hub's checks and the tests of who may what are derived from it. */
export const consoleContract = {
  ...sessionCalls,
  ...requestCalls,
  fleet: fleetCalls,
  desks: deskCalls,
  accounts: accountCalls,
  own: ownCalls,
  journal: journalCalls,
};

export { type AccountRow } from './accounts.ts';
export { type DeskPost } from './desks.ts';
export { type CallRule, type Done } from './call.ts';
export { type JournalRow } from './journal.ts';
export { PASSWORD_SIGNS, type PasskeyRow, type SessionRow } from './own.ts';
export {
  creationOptionsSchema,
  requestOptionsSchema,
  type CreatedPasskey,
  type SignedPasskey,
} from './passkeys.ts';
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
export { PROVIDER_TROUBLES, type Agent, type ProviderTrouble } from './session.ts';
export { siteIdOf } from './site-id.ts';
