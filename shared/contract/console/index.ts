import { fleetCalls } from './fleet.ts';
import { publishCalls } from './publish.ts';
import { requestCalls } from './requests.ts';
import { sessionCalls } from './session.ts';

/** Console ⇄ hub, whole: the console's client, the hub's checks and the tests of who may what are derived from it. */
export const consoleContract = { ...sessionCalls, ...requestCalls, fleet: fleetCalls, publish: publishCalls };

export { type CallRule } from './call.ts';
export { type KioskRow } from './fleet.ts';
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
