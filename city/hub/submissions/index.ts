export { acceptLines, type Reception } from './accept.ts';
export { publishAnswers, sealForReceipt } from './publish-answer.ts';
export { placeSubmissions, provedHeads, raiseSettled, readAcks, type SubmissionHead } from './settled.ts';
