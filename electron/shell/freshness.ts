import { app } from 'electron';

const LONGEST_RUN_SECONDS = 24 * 3_600;
const LARGEST_KILOBYTES = 1_500_000;

/** Whether the program should start afresh while nobody is there (`res-5`): every session leaves Chromium a little larger. */
export function isTired(): boolean {
  const kilobytes = app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0);
  return process.uptime() > LONGEST_RUN_SECONDS || kilobytes > LARGEST_KILOBYTES;
}
