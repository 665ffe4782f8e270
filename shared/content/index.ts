export { readingAnswers } from './answers.ts';
export { type Content } from './content.ts';
export { contentOf, type HeldRecord } from './memory.ts';
export { cardOf, pageOf, shownFirst } from './shown.ts';
