import { accountCalls } from './accounts.ts';
import { deadLetterCalls } from './dead-letters.ts';
import { deskCalls } from './desks.ts';
import { fleetCalls } from './fleet.ts';
import { inboxCalls } from './inbox.ts';
import { journalCalls } from './journal.ts';
import { keyCalls } from './keys.ts';
import { moderationCalls } from './moderation.ts';
import { ownCalls } from './own.ts';
import { previewCalls } from './preview.ts';
import { publishCalls } from './publish.ts';
import { requestCalls } from './requests.ts';
import { sessionCalls } from './session.ts';
import { teamCalls } from './team.ts';

/** Console ⇄ hub, whole: the console's client, the hub's checks and the tests of who may what are derived from it. */
export const consoleContract = {
  ...sessionCalls,
  ...inboxCalls,
  ...requestCalls,
  ...deadLetterCalls,
  team: teamCalls,
  fleet: fleetCalls,
  desks: deskCalls,
  accounts: accountCalls,
  own: ownCalls,
  journal: journalCalls,
  keys: keyCalls,
  publish: publishCalls,
  preview: previewCalls,
  moderation: moderationCalls,
};

export { type AccountRow } from './accounts.ts';
export { type DeskPost } from './desks.ts';
export { type CallRule, type Done } from './call.ts';
export { type JournalRow } from './journal.ts';
export { type AffectedSite, type KeyRow, type KeyState, type MissingKiosk } from './keys.ts';
export { type DecidedText, type OpenedText, type WaitingText } from './moderation.ts';
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
  IMPORTED_AT_ONCE,
  type CollectionDescription,
  type EditedRecord,
  type ImportedRecord,
  type PublishedKey,
  type RecordRow,
  type RecordVersion,
  type Seen,
} from './publish.ts';
export { LONGEST_NOTE, type DeadLetterRow } from './dead-letters.ts';
export {
  INBOX_GROUPS,
  inboxFilterSchema,
  type InboxCursor,
  type InboxFilter,
  type InboxGroup,
  type InboxHead,
  type InboxPage,
  type ListedRow,
} from './inbox.ts';
export { inboxRowSchema, replySchema, type InboxRow, type OpenedRequest, type Reply } from './requests.ts';
export { hasRole, ROLES, servicesOf, type Grant, type Role } from './roles.ts';
export { PROVIDER_TROUBLES, type Agent, type ProviderTrouble } from './session.ts';
export { siteIdOf } from './site-id.ts';
export { type Absence, type Attendance, type Colleague } from './team.ts';
