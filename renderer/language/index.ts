export { MADE_BY, WORDS } from './catalogues.ts';
export { formatLooseDate, formatTime, todayInParis } from './dates.ts';
export { SCRIPTS } from './scripts.ts';
export { useLanguage } from './use-language.ts';
export { loadWords } from './words.ts';
