import { deadLetterCalls } from './dead-letters.ts';
import { fleetCalls } from './fleet.ts';
import { inboxCalls } from './inbox.ts';
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
};

export { type CallRule } from './call.ts';
export { type KioskRow } from './fleet.ts';
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
export { type Agent } from './session.ts';
export { type Absence, type Attendance, type Colleague } from './team.ts';
