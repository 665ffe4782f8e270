export { MADE_BY, WORDS } from './catalogues.ts';
export { formatDay, formatLooseDate, formatTime, todayInParis } from './dates.ts';
export { SCRIPTS, type Script } from './scripts.ts';
export { useLanguage } from './use-language.ts';
export { loadWords } from './words.ts';
