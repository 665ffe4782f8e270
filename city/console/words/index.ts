export { dayOf, daysAfter, longDay, shortDay } from './days.ts';
export { directionOf, isLanguageCode, languageName, languageTag } from './languages.ts';
export { CONSOLE_LANGUAGES, startMessages, useMessages, type MessageKey, type Say } from './messages.ts';
export { agoInWords, countdown, exactMoment, gigabytes, lengthInWords, momentInWords } from './times.ts';
export { originalText, Text } from './text.tsx';
