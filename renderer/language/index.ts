export { madeBy } from './catalogues.ts';
export { daysAfter, formatLooseDate, formatTime, todayInParis } from './dates.ts';
export { scriptOf, SCRIPTS } from './scripts.ts';
export { useLanguage } from './use-language.ts';
export { speakLanguage, startWithWords } from './words.ts';
