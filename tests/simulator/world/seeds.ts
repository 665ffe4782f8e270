import fc from 'fast-check';
import { expect } from 'vitest';
import { seedOfCommit } from '../../support/commit-seed.ts';
import { type CityTemplate } from './city.ts';
import { planArbitrary, type Plan, type Shape } from './steps.ts';
import { type Invariant, Violation } from './violation.ts';
import { runPlan } from './plan.ts';
import { type Mutation, type WorldOptions } from './world.ts';

/** The same worlds at every run, so that what was once found stays found. */
const FIXED_SEEDS = [20_260_101, 4_711];
const CONTROL_SEED = 815;
const CONTROL_RUNS = 60;
const MOST_MILLISECONDS = 90_000;
/** More than usual when it matters that a rare case is met. */
const LEAST_CASES = Number(process.env['BORNE_CASES'] ?? 0);

/** Fixed seeds and the commit's own, or only the one that is to be seen again. */
function seeds(): number[] {
  const seed = seedOfCommit();
  return process.env['BORNE_SEED'] === undefined ? [...FIXED_SEEDS, seed] : [seed];
}

/** A promise over all cases that `cases` draws: `tryOne` throws for one that breaks it. */
export interface Promised<Case> {
  invariant: Invariant;
  cases: fc.Arbitrary<Case>;
  tryOne: (drawn: Case, options: WorldOptions) => Promise<void>;
  /** Cases from each seed. */
  runs?: number;
}

/** A promise about random worlds that are driven to their rest. */
export function worlds(
  template: () => CityTemplate,
  property: Shape & { invariant: Invariant; runs?: number; withFreshKiosk?: boolean },
): Promised<Plan> {
  const { invariant, runs, withFreshKiosk } = property;
  return {
    invariant,
    cases: planArbitrary(property),
    tryOne: (plan, options) => runPlan(template(), plan, { withFreshKiosk, ...options }),
    ...(runs === undefined ? {} : { runs }),
  };
}

/** Tries cases of each seed; a failure is shrunk and says how to see it again. */
export async function holds<Case>(promised: Promised<Case>): Promise<void> {
  for (const seed of seeds()) await holdsFrom(promised, seed, Math.max(LEAST_CASES, promised.runs ?? 2));
}

export async function holdsFrom<Case>(promised: Promised<Case>, seed: number, runs: number): Promise<void> {
  const { invariant, cases, tryOne } = promised;
  console.log(`${invariant}: ${runs} cases of seed ${seed}; the same again with BORNE_SEED=${seed}`);
  await fc.assert(
    fc.asyncProperty(cases, (drawn) => tryOne(drawn, {})),
    { seed, numRuns: runs, interruptAfterTimeLimit: MOST_MILLISECONDS },
  );
}

/** Without a part of the protocol some case must break the promise: otherwise it would show nothing. */
export async function breaksWithout<Case>(promised: Promised<Case>, mutation: Mutation): Promise<void> {
  const { invariant, cases, tryOne } = promised;
  const outcome = await fc.check(
    fc.asyncProperty(cases, (drawn) => tryOne(drawn, { mutation, only: invariant })),
    { seed: CONTROL_SEED, numRuns: CONTROL_RUNS, endOnFailure: true },
  );
  const error = outcome.errorInstance;
  if (error !== null && !(error instanceof Violation)) throw error;
  expect(error?.invariant, `${outcome.numRuns} cases and none broke ${invariant}`).toBe(invariant);
}
