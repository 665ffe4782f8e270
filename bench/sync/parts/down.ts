import { type Contender, measure, type Sample } from '../contender.ts';
import { type SampleSpread, spreadOfSamples } from '../spread.ts';
import { changesOf } from '../workload.ts';

/** A client that looks again and again finds nothing new nearly always. */
const LOOKS = 25;

export interface DownResult {
  first: SampleSpread;
  /** Of those that can bring what changed; the others begin again from nothing. */
  changes?: SampleSpread;
  nothingNew?: SampleSpread;
  /** The first look of a process that finds a full folder. */
  afterStart?: SampleSpread;
}

interface DownSamples {
  first: Sample[];
  changes: Sample[];
  nothingNew: Sample[];
  afterStart: Sample[];
}

/** The first sync, what changed since, and a look that finds nothing: all contenders take turns in every run. */
export async function measureDown(
  contenders: readonly { contender: Contender; knowsChanges: boolean }[],
  options: { records: number; runs: number },
): Promise<Map<Contender, DownResult>> {
  const samples = new Map<Contender, DownSamples>(
    contenders.map(({ contender }) => [
      contender,
      { first: [], changes: [], nothingNew: [], afterStart: [] },
    ]),
  );
  for (let run = 0; run < options.runs; run += 1) {
    for (const { contender, knowsChanges } of contenders) {
      const into = samples.get(contender);
      if (into) await oneRun(contender, knowsChanges, options.records, into);
    }
  }
  return new Map([...samples].map(([contender, of]) => [contender, resultOf(of)]));
}

async function oneRun(
  contender: Contender,
  knowsChanges: boolean,
  records: number,
  into: DownSamples,
): Promise<void> {
  const served = await contender.open();
  const folder = served.newFolder();
  const client = await served.startClient(folder);
  into.first.push(await measure(served, client, 'pull'));
  await contender.expectWhole(client, { records });
  if (knowsChanges) {
    const changes = changesOf(records);
    await served.change(changes);
    into.changes.push(await measure(served, client, 'pull'));
    await contender.expectWhole(client, { records, changes });
    for (let look = 0; look < LOOKS; look += 1) into.nothingNew.push(await measure(served, client, 'pull'));
  }
  await client.kill();
  if (knowsChanges) {
    const again = await served.startClient(folder);
    into.afterStart.push(await measure(served, again, 'pull'));
    await again.kill();
  }
  await served.close();
}

function resultOf({ first, changes, nothingNew, afterStart }: DownSamples): DownResult {
  if (changes.length === 0) return { first: spreadOfSamples(first) };
  return {
    first: spreadOfSamples(first),
    changes: spreadOfSamples(changes),
    nothingNew: spreadOfSamples(nothingNew),
    afterStart: spreadOfSamples(afterStart),
  };
}
