import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { keysetSchema, signedTextSchema, type Keyset } from '../../shared/sealing/index.ts';
import { createTemplate, SimulatedCity, type CityTemplate } from './world/city.ts';
import { History } from './world/history.ts';
import { believes } from './world/mutations.ts';
import { takeSteps } from './world/plan.ts';
import { publish } from './world/publishing.ts';
import { breaksWithout, holds, worlds, type Promised } from './world/seeds.ts';
import { writerArbitrary, type Writer } from './world/steps.ts';
import { World } from './world/world.ts';

let template: CityTemplate;
let elsewhere: CityTemplate;
beforeAll(async () => {
  template = await createTemplate(inject('databaseServer'));
  elsewhere = await createTemplate(inject('databaseServer'));
});
afterAll(async () => {
  await template.remove();
  await elsewhere.remove();
});

const tampering = worlds(() => template, {
  invariant: 'I12',
  weights: { publish: 6, sequence: 3, follow: 12, record: 2, deliver: 3, restart: 1 },
  faults: ['flip-answer', 'altered-record', 'half-answer', 'other-answer', 'stale', 'flip-request', 'portal'],
  runs: 5,
});
const stick = worlds(() => template, {
  invariant: 'I12',
  weights: { publish: 6, sequence: 1, follow: 2, 'fill-stick': 4, 'spoil-stick': 4, 'follow-stick': 8 },
});
test('I12: a stick that was altered on the way is never applied', () => holds(stick));

test('I12: an answer that was altered on the way is never applied', () => holds(tampering));

/** Somebody with keys of their own plays a hub of the city, which knows the kiosk and publishes under its tenant. */
const impostor: Promised<{ ours: Writer[]; theirs: Writer[] }> = {
  invariant: 'I12',
  cases: fc.record({
    ours: fc.array(writerArbitrary, { minLength: 1, maxLength: 3 }),
    theirs: fc.array(writerArbitrary, { minLength: 1, maxLength: 3 }),
  }),
  async tryOne({ ours, theirs }, options) {
    const world = await World.create(template, { hubs: 1, kiosks: 1 }, options);
    const impostors = await SimulatedCity.create(elsewhere, { hubs: 1 });
    try {
      await takeSteps(world, [{ do: 'publish', writers: ours }, { do: 'sequence' }]);
      await world.follow(world.kiosk(0));
      await copyDevices(world.city, impostors);
      await publish(impostors.database, new History(), theirs);
      await impostors.sequenceAll();
      const { chooseHub } = world.line;
      world.line.chooseHub = () => impostors.nextHub();
      await takeSteps(world, [
        { do: 'restart', kiosk: 0 },
        { do: 'follow', kiosk: 0, faults: [] },
        { do: 'follow', kiosk: 0, faults: [] },
      ]);
      world.line.chooseHub = chooseHub;
      await world.comeToRest();
    } finally {
      await impostors.remove();
      await world.remove();
    }
  },
};
test('I12: what another root than the pinned one vouches for is never applied', () => holds(impostor));
test('I12: the control: a kiosk that believes any keys shows what an impostor publishes', () =>
  breaksWithout(impostor, believes(keysetElsewhere)));

async function copyDevices(from: SimulatedCity, to: SimulatedCity): Promise<void> {
  const { rows } = await from.database.query<Record<string, unknown>>('select * from device');
  for (const row of rows) {
    await to.database.query('insert into device select * from jsonb_populate_record(null::device, $1)', [
      JSON.stringify(row),
    ]);
  }
}

function keysetElsewhere(tenant: string): Keyset {
  const file = join(elsewhere.folder, 'keys', tenant, 'keyset.json');
  const signed = signedTextSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return keysetSchema.parse(JSON.parse(signed.text));
}
