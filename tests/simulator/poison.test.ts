import fc from 'fast-check';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { createTemplate, HOME, type CityTemplate } from './world/city.ts';
import { readOutbox } from './world/ledger.ts';
import { looksForNoPoison } from './world/mutations.ts';
import { breaksWithout, holds, type Promised } from './world/seeds.ts';
import { World } from './world/world.ts';

let template: CityTemplate;
beforeAll(async () => {
  template = await createTemplate(inject('databaseServer'));
});
afterAll(() => template.remove());

interface Poisoning {
  items: number;
  /** Which of them somebody between the kiosk and the hub will not let through. */
  poison: number[];
  /** How it says so. */
  status: number;
}

const I10: Promised<Poisoning> = {
  invariant: 'I10',
  cases: fc.record({
    items: fc.integer({ min: 2, max: 24 }),
    poison: fc.uniqueArray(fc.nat({ max: 23 }), { minLength: 1, maxLength: 3 }),
    status: fc.constantFrom(400, 413, 422),
  }),
  async tryOne({ items, poison, status }, options) {
    const world = await World.create(template, { hubs: 1, kiosks: 1 }, options);
    try {
      const kiosk = world.kiosk(0);
      for (let done = 0; done < items; done += 1) await world.record(kiosk, HOME);
      const ids = (readOutbox(kiosk.folder) ?? []).map((entry) => entry.id);
      const poisonous = poison.flatMap((index) => ids[index] ?? []);
      world.line.refuse = (_, body) => (poisonous.some((id) => body.includes(id)) ? status : undefined);
      world.line.deliveries = 0;
      await world.deliver(kiosk);
      const waiting = (readOutbox(kiosk.folder) ?? []).filter((entry) => entry.state === 'waiting');
      const delayed = waiting.filter((entry) => !poisonous.includes(entry.id));
      world.judge.demand('I10', delayed.length === 0, () => `${delayed.length} items wait behind a poison`);
      const most = 1 + poisonous.length * 2 * Math.ceil(Math.log2(items));
      const { deliveries } = world.line;
      world.judge.demand('I10', deliveries <= most, () => `${deliveries} requests for ${items} items`);
      world.line.refuse = () => undefined;
      await world.comeToRest();
    } finally {
      await world.remove();
    }
  },
};

test('I10: one poisonous item delays no other beyond one bisection', () => holds(I10));
test('I10: the control: behind a poison that is not looked for, all others wait', () =>
  breaksWithout(I10, looksForNoPoison));
