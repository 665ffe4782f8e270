export { CHANNELS, WINDOW_BRIDGE } from './channels.ts';
export { kioskConfigurationSchema, type KioskConfiguration } from './configuration.ts';
export {
  consoleContract,
  inboxRowSchema,
  openedRequestSchema,
  replySchema,
  type InboxRow,
  type OpenedRequest,
  type Reply,
} from './console.ts';
export {
  kioskDescriptionSchema,
  panelSchema,
  readingContract,
  RECORD_REASONS,
  recordingContract,
  serviceCardSchema,
  serviceKeySchema,
  servicePageSchema,
  type KioskDescription,
  type RecordReason,
  type ServiceCard,
  type ServiceKey,
  type ServicePage,
} from './kiosk.ts';
export { pagePolicy } from './page-policy.ts';
export {
  fromProcessSchema,
  processRoleSchema,
  START_FAILURES,
  toProcessSchema,
  type FromProcess,
  type ProcessRole,
  type ToProcess,
} from './process.ts';
export {
  endVisitSchema,
  portsMessageSchema,
  PRINT_REASONS,
  printReplySchema,
  type PrintReason,
  type WindowBridge,
} from './window.ts';
