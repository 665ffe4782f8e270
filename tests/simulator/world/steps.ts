import fc from 'fast-check';
import { faultArbitrary, somewhere, type Fault } from './faults.ts';
import { type Moment } from './kiosk.ts';

/** One write of a transaction; records are few, so that writers meet. */
export interface Write {
  op: 'put' | 'delete' | 'move';
  tenant: number;
  record: number;
  /** In which scope, and into which one it moves: public, answers, or that of one site. */
  scope: number;
  to: number;
}

export interface Writer {
  writes: Write[];
  /** Milliseconds before its commit, so that concurrent transactions end in any order. */
  pause: number;
  rollsBack: boolean;
}

export type Step =
  | { do: 'publish'; writers: Writer[] }
  | { do: 'sequence' }
  | { do: 'follow'; kiosk: number; faults: Fault[]; killBefore?: Moment | undefined }
  | {
      do: 'record';
      kiosk: number;
      tenant: number;
      count: number;
      formVersion: number;
      killBefore?: Moment | undefined;
    }
  | { do: 'deliver'; kiosk: number; faults: Fault[]; killBefore?: Moment | undefined }
  | { do: 'restart'; kiosk: number }
  | { do: 'back-up'; kiosk: number }
  | { do: 'restore-backup'; kiosk: number }
  | { do: 'damage'; kiosk: number; file: 'content' | 'precious' }
  | { do: 'clone'; kiosk: number }
  | { do: 'fill-disk'; kiosk: number }
  | { do: 'free-disk'; kiosk: number }
  | { do: 'wrong-year'; kiosk: number; years: number }
  | { do: 'copy-hub' }
  | { do: 'restore-hub' }
  | { do: 'kill-hub'; hub: number; beforeStatement: number }
  | { do: 'fill-stick' }
  | { do: 'follow-stick'; kiosk: number; killBefore?: Moment | undefined }
  | { do: 'leave-on-stick'; kiosk: number }
  | { do: 'bring-stick' }
  | { do: 'spoil-stick'; at: number }
  | { do: 'snapshot' }
  | { do: 'compact' }
  | { do: 'move-kiosk'; kiosk: number; site: number }
  | { do: 'min-schema'; isRaised: boolean }
  | { do: 'partner'; isListed: boolean };

export type StepName = Step['do'];

export interface Plan {
  hubs: number;
  kiosks: number;
  steps: Step[];
}

/** How often each step is taken; a step that is not named is never taken. */
export type Weights = Partial<Record<StepName, number>>;

const kiosk = fc.nat({ max: 2 });
const faultsOf = (kinds?: readonly Fault['kind'][]): fc.Arbitrary<Fault[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant([] as Fault[]) },
    { weight: 3, arbitrary: fc.array(faultArbitrary(kinds), { minLength: 1, maxLength: 4 }) },
  );
/** A checkpoint takes a hundred to two hundred statements, of which the last few matter most. */
const killBefore = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: momentArbitrary('start', 220) },
  { weight: 1, arbitrary: momentArbitrary('cursor', 8) },
);

function momentArbitrary(since: Moment['since'], most: number): fc.Arbitrary<Moment> {
  return fc.record({ since: fc.constant(since), statement: fc.integer({ min: 1, max: most }) });
}

export const writerArbitrary: fc.Arbitrary<Writer> = fc.record({
  writes: fc.array(
    fc.record<Write>({
      op: fc.constantFrom('put', 'put', 'put', 'delete', 'move'),
      tenant: fc.constantFrom(0, 0, 1),
      record: fc.nat({ max: 7 }),
      scope: fc.constantFrom(0, 0, 0, 1, 2, 3),
      to: fc.nat({ max: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  pause: fc.nat({ max: 4 }),
  rollsBack: fc.constantFrom(false, false, false, false, true),
});

type Steps = { [name in StepName]: fc.Arbitrary<Extract<Step, { do: name }>> };

const stepsWith = (faults: fc.Arbitrary<Fault[]>): Steps => ({
  publish: fc.record({
    do: fc.constant('publish'),
    writers: fc.array(writerArbitrary, { minLength: 1, maxLength: 4 }),
  }),
  sequence: fc.record({ do: fc.constant('sequence') }),
  follow: fc.record({ do: fc.constant('follow'), kiosk, faults, killBefore }),
  record: fc.record({
    do: fc.constant('record'),
    kiosk,
    tenant: fc.nat({ max: 1 }),
    count: fc.integer({ min: 1, max: 3 }),
    formVersion: fc.constantFrom(1, 1, 1, 99),
    killBefore,
  }),
  deliver: fc.record({ do: fc.constant('deliver'), kiosk, faults, killBefore }),
  restart: fc.record({ do: fc.constant('restart'), kiosk }),
  'back-up': fc.record({ do: fc.constant('back-up'), kiosk }),
  'restore-backup': fc.record({ do: fc.constant('restore-backup'), kiosk }),
  damage: fc.record({
    do: fc.constant('damage'),
    kiosk,
    file: fc.constantFrom('content', 'content', 'precious'),
  }),
  clone: fc.record({ do: fc.constant('clone'), kiosk }),
  'fill-disk': fc.record({ do: fc.constant('fill-disk'), kiosk }),
  'free-disk': fc.record({ do: fc.constant('free-disk'), kiosk }),
  'wrong-year': fc.record({
    do: fc.constant('wrong-year'),
    kiosk,
    years: fc.constantFrom(-26, -3, 0, 0, 5, 73),
  }),
  'copy-hub': fc.record({ do: fc.constant('copy-hub') }),
  'restore-hub': fc.record({ do: fc.constant('restore-hub') }),
  'kill-hub': fc.record({
    do: fc.constant('kill-hub'),
    hub: fc.nat({ max: 2 }),
    beforeStatement: fc.integer({ min: 1, max: 40 }),
  }),
  'fill-stick': fc.record({ do: fc.constant('fill-stick') }),
  'follow-stick': fc.record({ do: fc.constant('follow-stick'), kiosk, killBefore }),
  'leave-on-stick': fc.record({ do: fc.constant('leave-on-stick'), kiosk }),
  'bring-stick': fc.record({ do: fc.constant('bring-stick') }),
  'spoil-stick': fc.record({ do: fc.constant('spoil-stick'), at: somewhere }),
  snapshot: fc.record({ do: fc.constant('snapshot') }),
  compact: fc.record({ do: fc.constant('compact') }),
  'move-kiosk': fc.record({ do: fc.constant('move-kiosk'), kiosk, site: fc.nat({ max: 1 }) }),
  'min-schema': fc.record({ do: fc.constant('min-schema'), isRaised: fc.boolean() }),
  partner: fc.record({ do: fc.constant('partner'), isListed: fc.boolean() }),
});

export interface Shape {
  weights: Weights;
  /** Which faults there are on the line: all, unless said. */
  faults?: readonly Fault['kind'][];
  /** The most steps. */
  steps?: number;
}

export function planArbitrary({ weights, faults, steps = 24 }: Shape): fc.Arbitrary<Plan> {
  const known = stepsWith(faultsOf(faults));
  const weighted = Object.entries(weights).map(([name, weight]) => ({
    weight,
    arbitrary: known[name as StepName] as fc.Arbitrary<Step>,
  }));
  return fc.record({
    hubs: fc.integer({ min: 1, max: 3 }),
    kiosks: fc.integer({ min: 1, max: 2 }),
    steps: fc.array(fc.oneof(...weighted), { minLength: steps / 2, maxLength: steps, size: 'max' }),
  });
}
