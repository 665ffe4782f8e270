import { afterAll, beforeAll, inject, test } from 'vitest';
import { createTemplate, type CityTemplate } from './world/city.ts';
import {
  appliesByHalves,
  dropsWhatItDoesNotKnow,
  forgetsSums,
  keepsStrangers,
  placesBySerialNumber,
  savesCursorApart,
  servesNoTombstones,
  takesAnyCheckpoint,
} from './world/mutations.ts';
import { breaksWithout, holds, worlds } from './world/seeds.ts';

let template: CityTemplate;
beforeAll(async () => {
  template = await createTemplate(inject('databaseServer'));
});
afterAll(() => template.remove());
const city = () => template;

/* What cities publish comes to the kiosks, over bad lines, killed kiosks and killed hubs. */
const FOLLOWING = { publish: 6, sequence: 3, follow: 10, restart: 1, 'kill-hub': 1, snapshot: 1, compact: 1 };

const I3 = worlds(city, {
  invariant: 'I3',
  weights: { ...FOLLOWING, damage: 1, 'fill-disk': 1, 'free-disk': 1, 'wrong-year': 1 },
});
test('I3: at rest every kiosk shows what the city holds, and the sums agree', () => holds(I3));
test('I3: the control: a hub that forgets its sums is never agreed with', () =>
  breaksWithout(I3, forgetsSums));

const I4 = worlds(city, {
  invariant: 'I4',
  weights: FOLLOWING,
  faults: ['stale', 'stale', 'other-answer', 'altered-record', 'drop-answer', 'cut-answer'],
  runs: 6,
});
test('I4: within an epoch no record goes back on a screen', () => holds(I4));
test('I4: the control: a kiosk that takes any checkpoint goes back', () =>
  breaksWithout(I4, takesAnyCheckpoint));

const I5 = worlds(city, {
  invariant: 'I5',
  weights: { publish: 4, sequence: 3, follow: 10, restart: 1, snapshot: 1, compact: 2, damage: 1 },
});
test('I5: killed before any statement, cursor and data have moved together', () => holds(I5));
test('I5: the control: a cursor that is saved apart is behind its data', () =>
  breaksWithout(I5, savesCursorApart));

const I6 = worlds(city, { invariant: 'I6', weights: { ...FOLLOWING, publish: 10 } });
test('I6: no part of a checkpoint or of a transaction is seen without the rest', () => holds(I6));
test('I6: the control: records that are applied one by one are seen by halves', () =>
  breaksWithout(I6, appliesByHalves));

const I7 = worlds(city, {
  invariant: 'I7',
  weights: { ...FOLLOWING, publish: 10, snapshot: 2, compact: 6, 'fill-stick': 1, 'follow-stick': 2 },
  withFreshKiosk: true,
});
test('I7: from wherever a kiosk began, it comes to show what one shows that fetches all at once', () =>
  holds(I7));
test('I7: the control: without tombstones, kiosks differ by when they began', () =>
  breaksWithout(I7, servesNoTombstones));

const I9 = worlds(city, { invariant: 'I9', weights: { ...FOLLOWING, partner: 2, 'move-kiosk': 4 } });
test('I9: what is no longer followed, and what moved to another scope, leaves the kiosk', () => holds(I9));
test('I9: the control: a kiosk that forgets nothing still holds it', () => breaksWithout(I9, keepsStrangers));

const I13 = worlds(city, {
  invariant: 'I13',
  weights: { ...FOLLOWING, record: 2, deliver: 2, 'min-schema': 2 },
});
test('I13: a kiosk keeps what it does not understand, and the hub what it does not', () => holds(I13));
test('I13: the control: a kiosk that drops what it does not understand lacks it', () =>
  breaksWithout(I13, dropsWhatItDoesNotKnow));

const I15 = worlds(city, {
  invariant: 'I15',
  weights: { publish: 10, sequence: 4, 'kill-hub': 4, follow: 2 },
});
test('I15: each committed line gets one place, without holes, in the order of versions', () => holds(I15));
test('I15: the control: places in another order are noticed', () => breaksWithout(I15, placesBySerialNumber));
