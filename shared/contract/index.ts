export {
  accessSchema,
  USUAL_ACCESS,
  KEY_VERBS,
  type HeadsetDetection,
  type KeyMap,
  type KeyVerb,
} from './access.ts';
export { CHANNELS } from './channels.ts';
export { kioskConfigurationSchema, type KioskConfiguration } from './configuration.ts';
export {
  consoleContract,
  fillPlaceholders,
  hasRole,
  inboxRowSchema,
  placeholdersIn,
  replySchema,
  ROLES,
  servicesOf,
  templateProblem,
  type Agent,
  type CallbackRow,
  type CallRule,
  type DeadLetterRow,
  type Grant,
  type InboxRow,
  type KioskRow,
  type OpenedRequest,
  type ReceiptFact,
  type ReplyTemplate,
  type Reply,
  type Role,
} from './console/index.ts';
export {
  readingContract,
  RECORD_REASONS,
  recordingContract,
  serviceCardSchema,
  type KioskDescription,
  type RecordReason,
  type ServiceCard,
  type ServiceKey,
  type ServicePage,
} from './kiosk.ts';
export { pagePolicy, policyFor } from './page-policy.ts';
export {
  fromProcessSchema,
  START_FAILURES,
  toProcessSchema,
  type FromProcess,
  type ProcessRole,
  type ToProcess,
} from './process.ts';
export {
  STICK_ACKS_REASONS,
  STICK_CONTENT_REASONS,
  staffContract,
  type FromStickReason,
  type StickAcks,
  type StickAcksReason,
  type StickContentReason,
  type StickTenant,
  type ToStickReason,
} from './staff.ts';
export {
  endVisitSchema,
  portsMessageSchema,
  PRINT_REASONS,
  printReplySchema,
  printSchema,
  type EndReason,
  type Paper,
  type PrintReason,
  type WindowBridge,
} from './window.ts';
