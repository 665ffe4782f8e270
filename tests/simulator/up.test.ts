import fc from 'fast-check';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { createTemplate, type CityTemplate } from './world/city.ts';
import {
  keepsEpochAtRestore,
  neverTriesAgain,
  noticesNoCopies,
  offersNothingAgain,
  storesEveryDelivery,
  takesAnyEpoch,
} from './world/mutations.ts';
import { runPlan } from './world/plan.ts';
import { breaksWithout, holds, worlds, type Promised } from './world/seeds.ts';
import { planArbitrary, type Plan, type Step } from './world/steps.ts';

let template: CityTemplate;
beforeAll(async () => {
  template = await createTemplate(inject('databaseServer'));
});
afterAll(() => template.remove());
const city = () => template;

/* What visitors entrusted to a kiosk comes to the city, over bad lines, kills, restored hubs and copied kiosks. */
/** The same by a stick that goes round. */
const CARRYING = { 'leave-on-stick': 3, 'bring-stick': 3 };
const DELIVERING = { record: 6, deliver: 8, follow: 3, restart: 1, 'kill-hub': 2 };
const RESTORING = { 'copy-hub': 2, 'restore-hub': 2 };

const I1 = worlds(city, {
  invariant: 'I1',
  weights: { ...DELIVERING, ...RESTORING, damage: 1, 'back-up': 1, 'fill-disk': 1, 'free-disk': 1 },
});
test('I1: what was promised to a visitor is never lost, even when the hub is restored', () => holds(I1));
test('I1: the control: a kiosk that offers nothing again loses what the hub lost', () =>
  breaksWithout(I1, offersNothingAgain));

const I2 = worlds(city, { invariant: 'I2', weights: { ...DELIVERING, ...CARRYING, clone: 1, ...RESTORING } });
test('I2: no submission has its effect twice, over any way and any hub', () => holds(I2));
test('I2: the control: a hub that looks at no id does things twice', () =>
  breaksWithout(I2, storesEveryDelivery));

const LEAVE: Step[] = [{ do: 'copy-hub' }, { do: 'fill-stick' }, { do: 'restore-hub' }];
const LIVING_ON = {
  publish: 6,
  sequence: 2,
  follow: 8,
  'copy-hub': 3,
  'restore-hub': 3,
  damage: 1,
  snapshot: 1,
  compact: 1,
};
/** What is left of a life once another has begun goes round among kiosks that have followed the other, or not yet. */
const I8: Promised<Plan> = {
  invariant: 'I8',
  tryOne: (plan, options) => runPlan(template, plan, options),
  cases: fc
    .tuple(
      planArbitrary({ weights: LIVING_ON, steps: 8 }),
      planArbitrary({
        weights: {
          ...LIVING_ON,
          follow: 10,
          'fill-stick': 1,
          'follow-stick': 8,
          'back-up': 1,
          'restore-backup': 1,
        },
        faults: ['stale', 'stale', 'stale', 'other-answer', 'gone', 'drop-answer', 'cut-answer'],
        steps: 16,
      }),
    )
    .map(([before, after]): Plan => ({ ...before, steps: [...before.steps, ...LEAVE, ...after.steps] })),
};
test('I8: no kiosk takes a cursor, a cache or a stick of another life of the database for one of this', () =>
  holds(I8));
test('I8: the control: a kiosk that does not know which life came later goes back to one that it left', () =>
  breaksWithout(I8, takesAnyEpoch));
/** A kiosk has followed what is lost then, and is ahead of the hub that was restored. */
const LOSE: Step[] = [
  { do: 'copy-hub' },
  {
    do: 'publish',
    writers: [{ writes: [{ op: 'put', tenant: 0, record: 0, scope: 0, to: 0 }], pause: 0, rollsBack: false }],
  },
  { do: 'sequence' },
  { do: 'follow', kiosk: 0, faults: [] },
  { do: 'restore-hub' },
];
const RESTORED: Promised<Plan> = {
  invariant: 'I3',
  tryOne: (plan, options) => runPlan(template, plan, options),
  cases: planArbitrary({ weights: LIVING_ON, steps: 8 }).map((plan): Plan => ({
    ...plan,
    steps: [...plan.steps, ...LOSE],
  })),
};
test('I8: the control: a restored database that keeps its epoch is believed, and screens stay wrong', () =>
  breaksWithout(RESTORED, keepsEpochAtRestore));

const I11 = worlds(city, {
  invariant: 'I11',
  weights: { ...DELIVERING, clone: 2, 'back-up': 2, 'restore-backup': 2, damage: 1, 'wrong-year': 1 },
});
test('I11: a copied or restored kiosk loses nothing, and is noticed when its numbers meet', () => holds(I11));
test('I11: the control: a hub that does not compare numbers notices no copy', () =>
  breaksWithout(I11, noticesNoCopies));

const I14 = worlds(city, {
  invariant: 'I14',
  weights: {
    ...DELIVERING,
    ...RESTORING,
    ...CARRYING,
    'fill-stick': 1,
    'follow-stick': 1,
    publish: 3,
    sequence: 1,
    snapshot: 1,
    compact: 1,
    partner: 1,
    damage: 1,
    clone: 1,
    'back-up': 1,
    'restore-backup': 1,
    'fill-disk': 1,
    'free-disk': 1,
    'wrong-year': 1,
  },
  steps: 32,
});
test('I14: once the faults stop, all comes to rest within a few rounds', () => holds(I14));
test('I14: the control: a kiosk that never tries again never comes to rest', () =>
  breaksWithout(I14, neverTriesAgain));
