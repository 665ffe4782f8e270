import { medianOf } from '../figures.ts';

const PERCENT_99 = 0.99;

/** What was done in a stretch of time by many at once, each of whom does the next thing when the last is done. */
export interface Load {
  done: number;
  seconds: number;
  perSecond: number;
  milliseconds: Waits;
}

/** How long single things took. */
export interface Waits {
  median: number;
  p99: number;
  most: number;
}

/** Does a thing again and again, so many at once, for so long. */
export function loadFor(
  seconds: number,
  atOnce: number,
  work: (worker: number) => Promise<void>,
): Promise<Load> {
  const until = performance.now() + seconds * 1_000;
  return loadWhile(() => performance.now() < until, atOnce, work);
}

/** Does each of these things once, so many at once. */
export function loadOf<T>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T) => Promise<void>,
): Promise<Load> {
  const waiting = things.values();
  const next = () => waiting.next();
  let following = next();
  const take = () => {
    const taken = following;
    following = next();
    return taken;
  };
  return loadWhile(
    () => following.done !== true,
    atOnce,
    async () => {
      const taken = take();
      if (taken.done !== true) await work(taken.value);
    },
  );
}

async function loadWhile(
  goesOn: () => boolean,
  atOnce: number,
  work: (worker: number) => Promise<void>,
): Promise<Load> {
  const waits: number[] = [];
  const started = performance.now();
  const one = async (worker: number) => {
    while (goesOn()) {
      const begun = performance.now();
      await work(worker);
      waits.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, worker) => one(worker)));
  const seconds = (performance.now() - started) / 1_000;
  return { done: waits.length, seconds, perSecond: waits.length / seconds, milliseconds: waitsOf(waits) };
}

export function waitsOf(milliseconds: readonly number[]): Waits {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at99 = sorted[Math.max(0, Math.ceil(sorted.length * PERCENT_99) - 1)] ?? 0;
  return { median: medianOf(sorted), p99: at99, most: sorted.at(-1) ?? 0 };
}
