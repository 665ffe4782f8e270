import { type Event, eventSchema } from '../../model/index.ts';
import { problem, type Problem } from '../problems.ts';
import { type Rule } from './rule.ts';

/** From this hour on people who work can come; S4 line 37 promises political meetings in the evening. */
const EVENING_BEGINS = 18;

export const eventRules: readonly Rule[] = [
  ({ body }) => endsAfterItStarts(eventSchema.parse(body)),
  ({ body }) => wholeAtelier(eventSchema.parse(body)),
  ({ body }) => politicalMeetingsInTheEvening(eventSchema.parse(body)),
  ({ body }) => existingTimeZone(eventSchema.parse(body)),
];

function endsAfterItStarts({ timings }: Event): Problem[] {
  return timings.flatMap(({ start, end }, at) =>
    end > start ? [] : [problem(`timings.${at}.end`, 'end-before-start')],
  );
}

/** S2 lines 30-34: a fixed duration, an objective, an evaluation that is planned from the start. */
function wholeAtelier({ kind, endsOn, objective, evaluation, timings }: Event): Problem[] {
  if (kind !== 'atelier') return [];
  const first = timings[0]?.start.slice(0, 10) ?? '';
  return [
    ...(endsOn === undefined ? [problem('endsOn', 'atelier-without-end')] : []),
    ...(endsOn !== undefined && endsOn < first ? [problem('endsOn', 'end-before-start')] : []),
    ...(objective === undefined ? [problem('objective', 'atelier-without-objective')] : []),
    ...(evaluation === undefined ? [problem('evaluation', 'atelier-without-evaluation')] : []),
  ];
}

/** Told, and published all the same: a holiday or an exception is not for a machine to know. */
function politicalMeetingsInTheEvening({ kind, timings }: Event): Problem[] {
  if (kind !== 'political-meeting') return [];
  return timings.flatMap(({ start }, at) =>
    isWorkingDay(start) && Number(start.slice(11, 13)) < EVENING_BEGINS
      ? [{ ...problem(`timings.${at}.start`, 'in-working-hours'), blocks: false }]
      : [],
  );
}

function isWorkingDay(wallTime: string): boolean {
  const weekday = new Date(`${wallTime.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

function existingTimeZone({ timeZone }: Event): Problem[] {
  try {
    return new Intl.DateTimeFormat('fr', { timeZone }).format() ? [] : [];
  } catch {
    return [problem('timeZone', 'not-in-list')];
  }
}
