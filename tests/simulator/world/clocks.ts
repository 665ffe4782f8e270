import { vi } from 'vitest';

const MILLISECONDS_A_YEAR = 365.25 * 24 * 3_600_000;

const steadyNow = performance.now.bind(performance);
const startedAt = Date.now() - steadyNow();
let passed = 0;

// Waits of minutes are measured by this clock: it is moved on instead of waiting.
performance.now = () => steadyNow() + passed;

/** The right time, whatever a kiosk believes. */
export function rightTime(): Date {
  return new Date(startedAt + steadyNow());
}

/** As if this many milliseconds had passed, for whatever waits by the clock that only goes forward. */
export function letPass(milliseconds: number): void {
  passed += milliseconds;
}

/** Runs `work` with a calendar that is wrong by so many years. */
export async function withWrongYear<T>(years: number, work: () => Promise<T>): Promise<T> {
  if (years === 0) return work();
  vi.useFakeTimers({ toFake: ['Date'], now: startedAt + steadyNow() + years * MILLISECONDS_A_YEAR });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}
