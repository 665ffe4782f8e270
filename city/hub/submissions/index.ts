export { acceptLines, type Reception } from './accept.ts';
export { startEndingAnswers } from './end-answers.ts';
export { eraseSubmissions, lateCondition, readKeeping, startErasing, WITH_PROMISES } from './erase.ts';
export { sealCopy } from './answer-copy.ts';
export { startPromises } from './promises.ts';
export { publishAnswers, sealForReceipt, type AnswerToPublish } from './publish-answer.ts';
export { resealAnswers } from './reseal.ts';
export { readSentAnswers } from './sent.ts';
export { placeSubmissions, provedHeads, raiseSettled, readAcks, type SubmissionHead } from './settled.ts';
