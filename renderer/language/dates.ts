import { type Language } from '../../shared/model/index.ts';
import { SCRIPTS } from './scripts.ts';

const TIME_ZONE = 'Europe/Paris';

const PRECISION: Record<number, Intl.DateTimeFormatOptions> = {
  1: { year: 'numeric' },
  2: { year: 'numeric', month: 'long' },
  3: { year: 'numeric', month: 'long', day: 'numeric' },
};

/** A year, a month or a day, as precise as it was given. @param date `2026`, `2026-03` or `2026-03-14` */
export function formatLooseDate(date: string, language: Language): string {
  const parts = date.split('-').map(Number);
  const [year = 0, month = 1, day = 1] = parts;
  // The date has no time of day: noon in UTC is the same day in Paris, summer and winter.
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  const options = PRECISION[parts.length] ?? PRECISION[3];
  return new Intl.DateTimeFormat(SCRIPTS[language].locale, { ...options, timeZone: TIME_ZONE }).format(noon);
}

export function formatTime(date: Date, language: Language): string {
  return new Intl.DateTimeFormat(SCRIPTS[language].locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: TIME_ZONE,
  }).format(date);
}

/** The day so many days after another. @param date `2026-03-14` */
export function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** Today in Paris, as `2026-03-14`. */
export function todayInParis(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: TIME_ZONE }).format(now);
}
