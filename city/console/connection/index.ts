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
export { useAct } from './use-act.ts';
export { usePages } from './use-pages.ts';
