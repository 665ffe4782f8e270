import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from '../../../city/hub/index.ts';
import { signedByFeedSchema, snapshotSchema } from '../../../shared/sync/index.ts';
import { type TestDevice } from '../../../tests/support/device.ts';
import { CITY } from '../../sync/city.ts';
import { ask, askWell } from '../ask.ts';
import { type Hubs } from '../hubs.ts';
import { loadOf, waitsOf, type Waits } from '../load.ts';
import { look } from './looks.ts';

/** More than are let in at once. */
export const NEW_KIOSKS = 30;
/** As a kiosk asks for them. */
const SEGMENTS_AT_ONCE = 4;
const LOOK_EVERY_MS = 20;
const PACKED_WITHIN_MS = 120_000;
const TOO_MANY = 429;

export interface FirstSyncsResult {
  letIn: number;
  /** With 429, to come back later. */
  refused: number;
  seconds: number;
  bytesEach: number;
  bytesPerSecond: number;
  hubCpuSeconds: number;
  peakMemoryMib: number;
  /** Of a kiosk that looks for changes meanwhile. */
  looks: Waits;
}

/** Waits until all of the city's records are packed: every kiosk that is new begins with that. */
export async function whenPacked(database: Database): Promise<void> {
  const until = performance.now() + PACKED_WITHIN_MS;
  for (;;) {
    const { rowCount } = await database.query(
      `select 1 from snapshot join feed_scope using (tenant, scope)
       where tenant = $1 and scope = 'public' and snapshot.position >= feed_scope.head`,
      [CITY],
    );
    if (rowCount === 1) return;
    if (performance.now() > until) throw new Error('no hub packed the records');
    await sleep(LOOK_EVERY_MS);
  }
}

/** New kiosks that all begin at once at one hub, and take what they are given as quickly as it comes. */
export async function measureFirstSyncs(
  hubs: Hubs,
  devices: readonly TestDevice[],
): Promise<FirstSyncsResult> {
  const newcomers = devices.slice(0, NEW_KIOSKS);
  const looks: number[] = [];
  const over = new AbortController();
  const looking = async () => {
    while (!over.signal.aborted) {
      const begun = performance.now();
      await look(hubs, devices, 0);
      looks.push(performance.now() - begun);
      await sleep(LOOK_EVERY_MS);
    }
  };
  const started = performance.now();
  const beside = looking();
  const { load, cost } = await hubs.costOf(() =>
    Promise.all(newcomers.map((device) => firstSync(hubs, device))),
  );
  const seconds = (performance.now() - started) / 1_000;
  over.abort();
  await beside;
  const taken = load.filter((bytes) => bytes !== undefined);
  return {
    letIn: taken.length,
    refused: newcomers.length - taken.length,
    seconds,
    bytesEach: Math.max(...taken),
    bytesPerSecond: cost.sentBytes / seconds,
    hubCpuSeconds: cost.hubCpuSeconds,
    peakMemoryMib: cost.peakMemoryMib,
    looks: waitsOf(looks),
  };
}

/** The bytes of all segments; undefined for a kiosk that was told to come back later. */
async function firstSync({ urls }: Hubs, { headers }: TestDevice): Promise<number | undefined> {
  const tenant = `${urls[0]}/v1/${CITY}`;
  const manifest = await ask(`${tenant}/snapshot/public`, { headers });
  if (manifest.status === TOO_MANY) return undefined;
  if (manifest.status !== 200) throw new Error(`the snapshot answered ${manifest.status}`);
  const { text } = signedByFeedSchema.parse(JSON.parse(manifest.bytes.toString()));
  const { buckets } = snapshotSchema.parse(JSON.parse(text));
  let bytes = 0;
  await loadOf(
    buckets.flatMap(({ segment }) => (segment === null ? [] : [segment.sha256])),
    SEGMENTS_AT_ONCE,
    async (name) => {
      const segment = await askWell(`${tenant}/segment/${name}`, { headers });
      bytes += segment.bytes.byteLength;
    },
  );
  return bytes;
}
