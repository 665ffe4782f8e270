/** The cities of this product live by the clock of Paris; a server's own clock runs in another zone as a rule. */
const inParis = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** The day of the calendar on which something happens at the town hall, as `2026-01-31`. */
export function dayInTheCity(moment: Date): string {
  return inParis.format(moment);
}

const hourInParis = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', hour: '2-digit' });

/** The hour of the town hall's clock, 0 to 23. */
export function hourInTheCity(moment: Date): number {
  return Number(hourInParis.format(moment));
}

/** The ISO day `count` days after another. */
export function daysAfter(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
