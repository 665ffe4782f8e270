const FIRST_MILLISECONDS = 2_000;
const LONGEST_MILLISECONDS = 300_000;
const LARGEST_EXPONENT = 20;

/** How long to wait after so many failures in a row: full jitter, so that kiosks that failed together come back apart. */
export function waitAfter(failures: number, random: () => number = Math.random): number {
  const exponent = Math.min(Math.max(failures - 1, 0), LARGEST_EXPONENT);
  return random() * Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** exponent);
}

/** When things that fail may be tried again, each by itself, by the clock that only goes forward. */
export class Patience {
  readonly #held = new Map<string, { failures: number; until: number }>();

  isHeld(name: string): boolean {
    return (this.#held.get(name)?.until ?? 0) > performance.now();
  }

  failed(name: string): void {
    const failures = (this.#held.get(name)?.failures ?? 0) + 1;
    this.#held.set(name, { failures, until: performance.now() + waitAfter(failures) });
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
