import { LOCALES } from './days.ts';
import { type ConsoleLanguage } from './messages.ts';

const UNITS = [
  { unit: 'day', milliseconds: 86_400_000 },
  { unit: 'hour', milliseconds: 3_600_000 },
  { unit: 'minute', milliseconds: 60_000 },
  { unit: 'second', milliseconds: 1_000 },
] as const;

/** "22 nov. 2026, 14:05:09", by the clock of whoever sits here. */
export function momentInWords(at: Date, language: ConsoleLanguage): string {
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

function largestUnit(length: number) {
  const { unit, milliseconds } = UNITS.find((each) => length >= each.milliseconds) ?? UNITS[3];
  return { unit, count: Math.floor(length / milliseconds) };
}
