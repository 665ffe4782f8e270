import { type Figure } from '../figures.ts';
import { type Cost } from './hubs.ts';
import { type CityResults } from './measure.ts';
import { type Costed } from './parts/looks.ts';

const MS = 1_000;

/** What is watched, beside the limit that each is held to. */
export function figuresOf(results: CityResults): Figure[] {
  return [
    ...costFigures(results),
    ...publicationFigures(results),
    ...firstSyncFigures(results),
    ...killedFigures(results),
    {
      name: 'memory of a hub at most',
      value: peakMemoryMib(results),
      unit: 'MiB',
      limit: { value: 512, because: 'the smallest server has 1 GiB, with a database beside it' },
    },
    {
      name: 'a backup that is read back, for 100,000 rows',
      value: secondsFor100kRows(results),
      unit: 's',
      limit: { value: 60, because: 'a year of a town fits into a night' },
    },
  ];
}

function costFigures({ looks, tokens, submitted }: CityResults): Figure[] {
  const [look, token, submission] = [looks, tokens, submitted].map((costed) => cpuMs(costed[0]));
  return [
    {
      name: 'a look that finds nothing new, CPU of hub and database',
      value: look ?? 0,
      unit: 'ms',
      limit: { value: 3, because: '1,000 kiosks that look every 15 s take a fifth of one core' },
    },
    {
      name: 'the same with four hubs',
      value: (cpuMs(looks.at(-1)) ?? 0) / (look ?? 0),
      unit: '× that with one',
      limit: {
        value: 2.5,
        because: 'hubs do not stand in each other’s way; four share few cores here and warm up',
      },
    },
    {
      name: 'a token, CPU of hub and database',
      value: token ?? 0,
      unit: 'ms',
      limit: { value: 5, because: '1,000 kiosks after a power cut take five seconds of one core' },
    },
    {
      name: 'a submission, CPU of hub and database',
      value: submission ?? 0,
      unit: 'ms',
      limit: { value: 20, because: 'fifty a second on one core: a vote of a large town in its last minute' },
    },
    {
      name: 'a submission, flushes of the database’s log',
      value: submitted[0]?.flushesEach ?? 0,
      unit: '',
      limit: { value: 3, because: 'the item, its count and its place; a slow disk makes 100 a second' },
    },
  ];
}

function publicationFigures({ publication, import: imported }: CityResults): Figure[] {
  return [
    ...publication.map(({ hubs, milliseconds }) => ({
      name: `a change until it has its position, 99 of 100, hubs: ${hubs}`,
      value: milliseconds.p99,
      unit: 'ms',
      limit: { value: 1_000, because: 'a closed service is closed now' },
    })),
    {
      name: `an import of ${imported.rows} records in one go holds up another change`,
      value: imported.heldUpMilliseconds,
      unit: 'ms',
      limit: { value: 5_000, because: 'nobody waits longer for a poke that was lost' },
    },
  ];
}

function firstSyncFigures({ firstSyncs }: CityResults): Figure[] {
  return [
    {
      name: 'new kiosks let in at once',
      value: firstSyncs.letIn,
      unit: '',
      limit: { value: 20, because: 'more would all be slower and none sooner' },
    },
    {
      name: 'a look beside them, 99 of 100',
      value: firstSyncs.looks.p99,
      unit: 'ms',
      limit: {
        value: 5_000,
        because: 'half of what a kiosk waits for a first byte; what asks is as busy as the hub here',
      },
    },
  ];
}

function killedFigures({ killed }: CityResults): Figure[] {
  return [
    {
      name: 'one of two hubs killed: submissions lost or doubled',
      value: killed.wrong,
      unit: '',
      limit: { value: 0, because: 'a promise' },
    },
    {
      name: 'one of two hubs killed: the slowest delivery',
      value: killed.milliseconds.most,
      unit: 'ms',
      limit: { value: 10_000, because: 'a kiosk waits as long before it tries again' },
    },
  ];
}

function peakMemoryMib({ looks, tokens, submitted, firstSyncs }: CityResults): number {
  const peaks = [...looks, ...tokens, ...submitted].map(({ cost }) => cost.peakMemoryMib);
  return Math.max(firstSyncs.peakMemoryMib, ...peaks);
}

export function cpuMs(costed: Costed | undefined): number | undefined {
  return costed && (bothCpu(costed.cost) / costed.load.done) * MS;
}

function bothCpu({ hubCpuSeconds, postgresCpuSeconds }: Cost): number {
  return hubCpuSeconds + postgresCpuSeconds;
}

/** From the difference of the smallest and the largest backup, so that what each takes to begin does not count. */
export function secondsFor100kRows({ backups: { few, submitted } }: CityResults): number {
  return ((submitted.seconds - few.seconds) / (submitted.rows - few.rows)) * 100_000;
}
