import { nonceReplySchema, tokenAssertion } from '../../../shared/sync/index.ts';
import { sign } from '../../../shared/sealing/index.ts';
import { type TestDevice } from '../../../tests/support/device.ts';
import { CITY } from '../../sync/city.ts';
import { askWell } from '../ask.ts';
import { type Cost, type Hubs } from '../hubs.ts';
import { type Load, loadFor } from '../load.ts';

const AT_ONCE = 32;
const WARM_SECONDS = 1;
const SECONDS = 4;

export interface Costed {
  hubs: number;
  load: Load;
  cost: Cost;
}

/** Kiosks that look and find nothing new: a signed checkpoint for each. */
export function measureLooks(hubs: Hubs, devices: readonly TestDevice[]): Promise<Costed> {
  return measure(hubs, (worker) => look(hubs, devices, worker));
}

/** Kiosks that prove who they are, as all do after a power cut: a text to sign, and a token for it. */
export function measureTokens(hubs: Hubs, devices: readonly TestDevice[]): Promise<Costed> {
  return measure(hubs, (worker) => mint(hubs, devices, worker));
}

async function measure(hubs: Hubs, work: (worker: number) => Promise<void>): Promise<Costed> {
  await loadFor(WARM_SECONDS, AT_ONCE, work);
  return { hubs: hubs.urls.length, ...(await hubs.costOf(() => loadFor(SECONDS, AT_ONCE, work))) };
}

export async function look(hubs: Hubs, devices: readonly TestDevice[], worker: number): Promise<void> {
  const { device, url } = pairOf(hubs, devices, worker);
  await askWell(`${url}/v1/${CITY}/checkpoint`, { headers: device.headers });
}

async function mint(hubs: Hubs, devices: readonly TestDevice[], worker: number): Promise<void> {
  const { device, url } = pairOf(hubs, devices, worker);
  const { bytes } = await askWell(`${url}/v1/${CITY}/nonce`);
  const { nonce } = nonceReplySchema.parse(JSON.parse(bytes.toString()));
  const id = device.enrolment.device;
  const signature = await sign(device.keys.privateKey, tokenAssertion(id, nonce));
  await askWell(`${url}/v1/${CITY}/token`, {
    body: { type: 'application/json', text: JSON.stringify({ device: id, nonce, signature }) },
  });
}

/** Each worker is always the same kiosk at the same hub, as behind a proxy that deals them out evenly. */
function pairOf(
  { urls }: Hubs,
  devices: readonly TestDevice[],
  worker: number,
): { device: TestDevice; url: string } {
  const device = devices[worker % devices.length];
  const url = urls[worker % urls.length];
  if (device === undefined || url === undefined) throw new Error('no kiosk, or no hub');
  return { device, url };
}
