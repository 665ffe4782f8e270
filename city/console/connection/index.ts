export {
  connectToHub,
  whyNoAnswer,
  type Agent,
  type Hub,
  type NoAnswer,
  type OpenReason,
  type ReplyReason,
} from './hub.ts';
