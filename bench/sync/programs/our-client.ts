/* The part of a kiosk's core that speaks with the hub, in a process of its own: it does each thing when it is told. */
import { z } from 'zod';
import { kioskParts } from '../../../tests/support/kiosk-parts.ts';
import { quickReceipt, sealProposal } from '../../../tests/support/device.ts';
import { recordOn } from '../../../tests/support/recording.ts';
import { CITY, PROPOSAL } from '../city.ts';
import { serve } from './serve.ts';
import { stateOf } from './state.ts';

const [folder = '', hubUrl = ''] = process.argv.slice(2);
const kiosk = kioskParts(folder, hubUrl);
const { outbox, site, incarnation } = kiosk.precious;
let pushes = 0;

serve({
  async enrol(code) {
    if (site.enrolment() === undefined) demand(await kiosk.enrol(z.string().parse(code)));
  },
  async pull() {
    demand(await kiosk.follower.follow(CITY, kiosk.signal));
  },
  /** The second time it offers again what the hub has already, as after a restored backup. */
  async push() {
    if (pushes > 0) outbox.offerAgain([CITY]);
    pushes += 1;
    demand(await kiosk.courier.deliver(kiosk.signal));
    if (outbox.count('waiting') > 0) throw new Error('not everything was delivered');
    if (outbox.count('attention') > 0) throw new Error('the hub did not accept everything');
  },
  async fill(count) {
    for (let made = 0; made < z.number().parse(count); made += 1) await addOne(made);
  },
  state: () => stateOf(kiosk.content),
  outboxBytes: () => outbox.waiting(Number.MAX_SAFE_INTEGER).map(({ item }) => item.length),
});

async function addOne(number: number): Promise<void> {
  const keyset = kiosk.keyring.newest(CITY);
  if (keyset === undefined) throw new Error('the kiosk is not enrolled');
  const envelope = await sealProposal(keyset, {
    tenant: CITY,
    service: PROPOSAL.service,
    receipt: await quickReceipt(),
    choices: PROPOSAL.choices,
    text: `Des bancs à l’ombre, rue ${number}`,
  });
  demand(await recordOn(kiosk, envelope));
}

function demand(result: { ok: boolean; reason?: string }): void {
  if (!result.ok) throw new Error(`${result.reason} (${incarnation})`);
}
