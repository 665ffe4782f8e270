import { type ConsoleLanguage } from './messages.ts';

/** Days are ISO texts (`2026-11-22`), which sort as they follow each other and belong to no time zone. */

/** The day on the wall calendar of whoever sits here. */
export function dayOf(date: Date): string {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return [String(year).padStart(4, '0'), twoDigits(month), twoDigits(day)].join('-');
}

/** The day `count` days after (or, negative, before) a day. */
export function daysAfter(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** "mardi 9 décembre 2026": with the weekday, which is what shows a slip of the hand. Any other text comes back as it is. */
export function longDay(day: string, language: ConsoleLanguage): string {
  return format(day, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** "22 nov. 2026" */
export function shortDay(day: string, language: ConsoleLanguage): string {
  return format(day, language, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** English as it is read in France: the day before the month. */
export const LOCALES: Record<ConsoleLanguage, string> = { fr: 'fr-FR', en: 'en-GB' };

function format(day: string, language: ConsoleLanguage, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' }).format(date);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
