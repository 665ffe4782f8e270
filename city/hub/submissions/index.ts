export { acceptLines, type Reception } from './accept.ts';
export { startEndingAnswers } from './end-answers.ts';
export { startPromises } from './promises.ts';
export { publishAnswers, sealForReceipt, type AnswerToPublish } from './publish-answer.ts';
export { placeSubmissions, provedHeads, raiseSettled, readAcks, type SubmissionHead } from './settled.ts';
