export type Invariant =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'I13'
  | 'I14'
  | 'I15';

/** A promise of the sync that was broken. */
export class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`);
    this.invariant = invariant;
  }
}

/** How broken promises are taken: all of them end the run, or only the one that a control is about. */
export class Judge {
  readonly #only: Invariant | undefined;

  constructor(only?: Invariant) {
    this.#only = only;
  }

  demand(invariant: Invariant, holds: boolean, what: () => string): void {
    if (holds || (this.#only !== undefined && this.#only !== invariant)) return;
    throw new Violation(invariant, what());
  }
}
