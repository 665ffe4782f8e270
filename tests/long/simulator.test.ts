import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { createTemplate, type CityTemplate } from '../simulator/world/city.ts';
import { holdsFrom, worlds } from '../simulator/world/seeds.ts';

const MINUTES = 12;
const CASES_A_SEED = 20;

let template: CityTemplate;
beforeAll(async () => {
  template = await createTemplate(inject('databaseServer'));
});
afterAll(() => template.remove());

/* Everything that can happen, in long worlds, from new seeds for as long as there is time. */
const all = worlds(() => template, {
  invariant: 'I14',
  weights: {
    publish: 8,
    sequence: 3,
    follow: 12,
    record: 5,
    deliver: 8,
    restart: 2,
    'back-up': 1,
    'restore-backup': 1,
    damage: 2,
    clone: 1,
    'fill-disk': 1,
    'free-disk': 1,
    'wrong-year': 1,
    'copy-hub': 2,
    'restore-hub': 2,
    'kill-hub': 2,
    partner: 1,
    snapshot: 2,
    'fill-stick': 1,
    'follow-stick': 2,
    'leave-on-stick': 1,
    'bring-stick': 2,
    'spoil-stick': 1,
    compact: 1,
    'move-kiosk': 1,
    'min-schema': 1,
  },
  steps: 60,
  withFreshKiosk: true,
});

test(
  'I1 to I15 hold in long worlds where everything happens',
  async () => {
    const asked = process.env['BORNE_SEED'];
    if (asked !== undefined) return holdsFrom(all, Number(asked), CASES_A_SEED);
    const end = Date.now() + MINUTES * 60_000;
    while (Date.now() < end) await holdsFrom(all, randomInt(2 ** 31), CASES_A_SEED);
  },
  (MINUTES + 5) * 60_000,
);
