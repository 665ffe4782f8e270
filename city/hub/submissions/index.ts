export { acceptLine, type Reception } from './accept.ts';
export { publishAnswer } from './publish-answer.ts';
