export { acceptLine, type Reception } from './accept.ts';
export { publishAnswer, type AnswerToPublish } from './publish-answer.ts';
