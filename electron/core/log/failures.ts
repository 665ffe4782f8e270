import { ownWordSchema } from '../../../shared/sync/index.ts';
import { type Log } from './log.ts';

/** The newest thing that went wrong, in the program's own words. */
export interface Failure {
  event: string;
  reason: string;
  secondsAgo: number;
}

/** A log that also remembers the last line that gives a reason: only what goes wrong has one. */
export function rememberFailures(log: Log): Log & { lastFailure(): Failure | undefined } {
  let last: { event: string; reason: string; at: number } | undefined;
  return {
    write(event, fields) {
      const reason = ownWordSchema.safeParse(fields?.reason);
      if (reason.success) last = { event, reason: reason.data, at: performance.now() };
      log.write(event, fields);
    },
    lastFailure() {
      if (last === undefined) return undefined;
      const { event, reason, at } = last;
      return { event, reason, secondsAgo: Math.round((performance.now() - at) / 1_000) };
    },
  };
}
