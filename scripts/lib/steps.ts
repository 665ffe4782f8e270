/** Shows what is going on: the name of each step while it lasts, then how long it took. */

export interface Step {
  /** A few words on how far it is, shown in place on a terminal. */
  report(progress: string): void;
}

const seconds: Record<string, number> = {};

/** Seconds that each group of steps has taken so far, to a tenth. */
export function secondsBy(group: string): number {
  return Math.round((seconds[group] ?? 0) * 10) / 10;
}

export async function step<T>(group: string, name: string, work: (step: Step) => Promise<T>): Promise<T> {
  const started = performance.now();
  const terminal = process.stdout.isTTY;
  console.log(`… ${name}`);
  let lastLine = started;
  const report = (progress: string) => {
    if (terminal) process.stdout.write(`\r\u001b[K  ${progress}`);
    else if (performance.now() - lastLine > 5_000) {
      lastLine = performance.now();
      console.log(`  ${progress}`);
    }
  };
  let done = false;
  try {
    const value = await work({ report });
    done = true;
    return value;
  } finally {
    const took = (performance.now() - started) / 1000;
    seconds[group] = (seconds[group] ?? 0) + took;
    console.log(`${terminal ? '\r\u001b[K' : ''}${done ? '✓' : '✗'} ${name} · ${took.toFixed(1)} s`);
  }
}

/** Something that a person can mend: shown as its sentence alone, without a stack. */
export class Trouble extends Error {}
