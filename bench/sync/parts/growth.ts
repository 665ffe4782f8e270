import { measure, type Sample } from '../contender.ts';
import { Ours } from '../contenders/ours.ts';
import { type Ground } from '../ground.ts';
import { type SampleSpread, spreadOfSamples } from '../spread.ts';

const LOOKS = 25;

export interface GrowthResult {
  records: number;
  first: SampleSpread;
  nothingNew: SampleSpread;
  afterStart: SampleSpread;
}

/** What a larger city costs: one database that grows, a fresh kiosk at each size. */
export async function measureGrowth(
  ground: Ground,
  options: { sizes: readonly number[]; runs: number },
): Promise<GrowthResult[]> {
  const ours = new Ours(ground);
  await ours.prepare(options.sizes[0] ?? 0);
  const results = [];
  for (const records of options.sizes) {
    await ours.grow(records);
    results.push({ records, ...(await measureSize(ours, records, options.runs)) });
  }
  return results;
}

async function measureSize(
  ours: Ours,
  records: number,
  runs: number,
): Promise<Omit<GrowthResult, 'records'>> {
  const first: Sample[] = [];
  const nothingNew: Sample[] = [];
  const afterStart: Sample[] = [];
  for (let run = 0; run < runs; run += 1) {
    const served = await ours.open();
    const folder = served.newFolder();
    const client = await served.startClient(folder);
    first.push(await measure(served, client, 'pull'));
    await ours.expectWhole(client, { records });
    for (let look = 0; look < LOOKS; look += 1) nothingNew.push(await measure(served, client, 'pull'));
    await client.kill();
    const again = await served.startClient(folder);
    afterStart.push(await measure(served, again, 'pull'));
    await again.kill();
    await served.close();
  }
  return {
    first: spreadOfSamples(first),
    nothingNew: spreadOfSamples(nothingNew),
    afterStart: spreadOfSamples(afterStart),
  };
}
