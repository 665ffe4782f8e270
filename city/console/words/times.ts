import { dayOf, LOCALES, shortDay } from './days.ts';
import { type ConsoleLanguage } from './messages.ts';

const UNITS = [
  { unit: 'day', milliseconds: 86_400_000 },
  { unit: 'hour', milliseconds: 3_600_000 },
  { unit: 'minute', milliseconds: 60_000 },
  { unit: 'second', milliseconds: 1_000 },
] as const;

/** "22 nov. 2026, 14:05:09", by the clock of whoever sits here. */
export function exactMoment(at: Date, language: ConsoleLanguage): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** "il y a 3 minutes" */
export function agoInWords(at: Date, now: Date, language: ConsoleLanguage): string {
  const passed = Math.max(0, now.getTime() - at.getTime());
  const { unit, count } = largestUnit(passed);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-count, unit);
}

/** "3 minutes", in the largest unit that it fills. */
export function lengthInWords(milliseconds: number, language: ConsoleLanguage): string {
  const { unit, count } = largestUnit(milliseconds);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** "à 10 h 12", with its day when it is not the day of `now`; English says "at 10:12". */
export function momentInWords(at: Date, now: Date, language: ConsoleLanguage): string {
  const time = timeOfDay(at, language);
  const words = language === 'fr' ? `à ${time}` : `at ${time}`;
  if (at.toDateString() === now.toDateString()) return words;
  return `${shortDay(dayOf(at), language)} ${words}`;
}

function timeOfDay(at: Date, language: ConsoleLanguage): string {
  const minutes = String(at.getMinutes()).padStart(2, '0');
  return language === 'fr' ? `${at.getHours()}\u00A0h\u00A0${minutes}` : `${at.getHours()}:${minutes}`;
}

/** What is left until a moment, in its two largest units: "6 jours, 23 heures". Nothing is left after it. */
export function countdown(until: Date, now: Date, language: ConsoleLanguage): string {
  const left = Math.max(0, until.getTime() - now.getTime());
  const rest = left % largestUnit(left).milliseconds;
  const large = lengthInWords(left, language);
  return rest < 1_000 ? large : `${large}, ${lengthInWords(rest, language)}`;
}

/** "41,3 Go" */
export function gigabytes(bytes: number, language: ConsoleLanguage): string {
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'gigabyte',
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1e9);
}

function largestUnit(length: number) {
  const { unit, milliseconds } = UNITS.find((each) => length >= each.milliseconds) ?? UNITS[3];
  return { unit, milliseconds, count: Math.floor(length / milliseconds) };
}
