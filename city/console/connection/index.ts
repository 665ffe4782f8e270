export {
  connectToDesk,
  connectToHub,
  whyNoAnswer,
  type AnswerOf,
  type DeskHub,
  type Hub,
  type TroubleOf,
} from './hub.ts';
export { useAnswer } from './use-answer.ts';
