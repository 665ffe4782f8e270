const FIRST_MILLISECONDS = 2_000;
const LONGEST_MILLISECONDS = 300_000;
const LARGEST_EXPONENT = 20;

/** Whoever gets on comes back soon, and never at once: a line that always breaks would be tried without end. */
const LEAST_AFTER_PROGRESS_MILLISECONDS = 500;

/** How long to wait after so many failures in a row: full jitter, so that kiosks that failed together come back apart. */
export function waitAfter(failures: number, random: () => number = Math.random): number {
  const exponent = Math.min(Math.max(failures - 1, 0), LARGEST_EXPONENT);
  return random() * Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** exponent);
}

/** How long to wait when something came through before it failed: as after a first failure, and not at once. */
export function waitAfterProgress(): number {
  return LEAST_AFTER_PROGRESS_MILLISECONDS + waitAfter(1);
}

/** When things that fail may be tried again, each by itself, by the clock that only goes forward. */
export class Patience {
  readonly #held = new Map<string, { failures: number; until: number }>();

  isHeld(name: string): boolean {
    return this.heldFor(name) > 0;
  }

  /** Milliseconds until it may be tried. */
  heldFor(name: string): number {
    return Math.max(0, (this.#held.get(name)?.until ?? 0) - performance.now());
  }

  failed(name: string): void {
    const failures = (this.#held.get(name)?.failures ?? 0) + 1;
    this.#held.set(name, { failures, until: performance.now() + waitAfter(failures) });
  }

  /** It got on before it failed: what failed before it counts no more. */
  failedAfterProgress(name: string): void {
    this.#held.set(name, { failures: 1, until: performance.now() + waitAfterProgress() });
  }

  succeeded(name: string): void {
    this.#held.delete(name);
  }

  /** Waits for `milliseconds` without counting it as a failure. */
  holdFor(name: string, milliseconds: number): void {
    this.#held.set(name, { failures: 0, until: performance.now() + milliseconds });
  }

  /** Drops those that nobody tries any more: they would be due for ever. */
  forgetOthers(names: readonly string[]): void {
    for (const name of this.#held.keys()) if (!names.includes(name)) this.#held.delete(name);
  }

  get size(): number {
    return this.#held.size;
  }

  /** Milliseconds until the next one may be tried; undefined when none is held. */
  nextDue(): number | undefined {
    if (this.#held.size === 0) return undefined;
    const first = Math.min(...[...this.#held.values()].map((held) => held.until));
    return Math.max(0, first - performance.now());
  }
}
