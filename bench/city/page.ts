import { type Figure } from '../figures.ts';
import { amount, megabytes } from '../sync/amounts.ts';
import { aimTable, table } from '../sync/page.ts';
import { cpuMs, secondsFor100kRows } from './limits.ts';
import { type CityResults } from './measure.ts';
import { type Costed } from './parts/looks.ts';
import { type Sizes } from './parts/sizes.ts';

const BYTES_IN_KB = 1_000;

/** The page that shows all that was measured, as Markdown. */
export function pageOf(results: CityResults, figures: readonly Figure[]): string {
  const { machine, records, submissions, submitted, publication, firstSyncs, killed } = results;
  return [
    '# How much a hub carries',
    '<!-- Written by `npm run bench -- city`: change bench/city/page.ts instead. -->',
    `Measured on ${results.measuredOn}: ${machine.cores} cores (${machine.processor}), ${machine.memoryGib} GiB, ` +
      `${machine.system}, Node ${machine.node}. PostgreSQL with fsync, the hubs, each a process of its own, and the program that plays ` +
      `the kiosks all share these cores, so **several hubs cannot do more here than one**: what counts is what a thing costs, which ` +
      `another machine can be sized by, and that it costs no more with several hubs. ${whole(records)} records of about 700 bytes. ` +
      `The disk takes ${whole(results.flushesPerSecond)} flushes a second one after the other (8 kB, fdatasync; \`pg_test_fsync\` tells yours): ` +
      'more than a few thousand means that something between the program and the disk keeps them in memory.',
    'What these figures mean for a town: [Running the city](running-the-city.md#how-large-a-city).',
    '## What it is held to',
    aimTable(figures),
    '## Looks',
    'A kiosk looks, and nothing is new: it gets a signed checkpoint. 32 kiosks ask, each as soon as it has its answer.',
    costTable(results.looks),
    `A look takes ${whole(bytesEach(results.looks[0]))} bytes to the kiosk, the head of the reply included.`,
    '## Tokens',
    'After a power cut every kiosk proves who it is: a text to sign, and a token for it. Two requests each.',
    costTable(results.tokens),
    '## Submissions',
    `${whole(submissions)} signed and sealed ones for each number of hubs, from 16 kiosks at a time, one in each delivery, as when a visitor has just ` +
      'confirmed it. Each is checked, opened, adjudicated, answered and durable before the hub says so.',
    costTable(submitted, [
      ['flushes each', ({ flushesEach }) => amount(flushesEach)],
      ['kB of log each', ({ logBytesEach }) => amount(logBytesEach / BYTES_IN_KB)],
      ['kB in tables each', (one) => amount(one.bytesEach / BYTES_IN_KB)],
    ]),
    whatLimits(results),
    '## Publication',
    'Eight writers, each with one change in a transaction after the other. All hubs look for changes that wait for their position, and one ' +
      'of them gives it; a kiosk sees a change from then on.',
    table(
      ['hubs', 'changes a second', 'ms until placed, median', '99 of 100', 'the slowest'],
      publication.map(({ hubs, perSecond, milliseconds: { median, p99, most } }) => [
        whole(hubs),
        whole(perSecond),
        amount(median),
        amount(p99),
        amount(most),
      ]),
    ),
    `An import of ${whole(results.import.rows)} records in one transaction has its positions ${amount(results.import.placedMilliseconds)} ms after ` +
      `its commit. The longest that another change of the same tenant waited meanwhile: ${amount(results.import.heldUpMilliseconds)} ms.`,
    '## First syncs',
    `${whole(firstSyncs.letIn + firstSyncs.refused)} new kiosks begin at once at one hub, and take segments as quickly as they come, without ` +
      `writing them anywhere: ${whole(firstSyncs.letIn)} are let in, ${whole(firstSyncs.refused)} are told with 429 to come back. ` +
      `${megabytes(firstSyncs.bytesEach)} each, all in ${amount(firstSyncs.seconds)} s: ${megabytes(firstSyncs.bytesPerSecond)} a second, for ` +
      `${amount(firstSyncs.hubCpuSeconds)} s of the hub’s processor. A kiosk that looks meanwhile waits ${amount(firstSyncs.looks.median)} ms ` +
      `(99 of 100: ${amount(firstSyncs.looks.p99)} ms). What a real kiosk takes for it: [the sync’s benchmark](sync-benchmark.md).`,
    '## One of two hubs killed',
    `${whole(killed.delivered)} submissions from 16 kiosks at a time, dealt out to two hubs; after a third of them one hub is killed with SIGKILL, and who meets ` +
      `it goes to the other. ${whole(killed.failedTries)} tries failed and were repeated; ${whole(killed.wrong)} submissions were lost or had their effect twice. ` +
      `The slowest delivery took ${amount(killed.milliseconds.most)} ms.`,
    ...live(results),
    '## Sizes and backups',
    table(
      ['', 'records, feed and indexes', 'packed for first syncs'],
      [
        ['a fifth of the records', ...megabytesOf(results.sizes.few)],
        ['all records', ...megabytesOf(results.sizes.all)],
        ['10,000 records', ...megabytesOf(growthFor10k(results))],
      ],
    ),
    `10,000 submissions with their first answers: ${megabytes(bytesOfSubmission(results) * 10_000)}. A sealed answer, which every kiosk of the tenant ` +
      `keeps: ${whole(results.answerBytes)} bytes. A kiosk by itself leaves three rows for good (itself, its code, its count) and nothing for each look.`,
    table(
      ['backup, read back', 'rows', 's', 'MB'],
      Object.values(results.backups).map(({ rows, seconds, bytes }, at) => [
        ['a fifth of the records', 'all records', 'with the submissions'][at] ?? '',
        whole(rows),
        amount(seconds),
        amount(bytes / 1_000_000),
      ]),
    ),
    `Each further 100,000 rows: ${amount(secondsFor100kRows(results))} s.`,
  ]
    .join('\n\n')
    .concat('\n');
}

function costTable<C extends Costed>(
  measured: readonly C[],
  more: readonly [string, (one: C) => string][] = [],
): string {
  return table(
    [
      'hubs',
      'a second',
      'CPU ms each, hub',
      'database',
      'ms, median',
      '99 of 100',
      'peak MiB of a hub',
      ...more.map(([name]) => name),
    ],
    measured.map((one) => [
      whole(one.hubs),
      whole(one.load.perSecond),
      amount((1_000 * one.cost.hubCpuSeconds) / one.load.done),
      amount((1_000 * one.cost.postgresCpuSeconds) / one.load.done),
      amount(one.load.milliseconds.median),
      amount(one.load.milliseconds.p99),
      whole(one.cost.peakMemoryMib),
      ...more.map(([, cell]) => cell(one)),
    ]),
  );
}

/** The processor, or the disk: which of them a submission uses more of what there is. */
function whatLimits({ submitted, flushesPerSecond, machine }: CityResults): string {
  const [one] = submitted;
  if (one === undefined) return '';
  const ofCores = (one.load.perSecond * (cpuMs(one) ?? 0)) / 1_000 / machine.cores;
  const ofDisk = (one.load.perSecond * one.flushesEach) / flushesPerSecond;
  return (
    `With one hub this used ${percent(ofCores)} of all cores, ${percent(one.cost.hubCpuSeconds / one.load.seconds)} of the one that a hub can use at most, and ` +
    `${percent(ofDisk)} of the flushes that the disk makes. A disk that makes 100 flushes a second, as a plain hard disk, would be the limit ` +
    `at about ${whole(100 / Math.max(one.flushesEach, 0.01))} a second.`
  );
}

function live({ live: waiting }: CityResults): string[] {
  if (waiting === undefined) return [];
  const { kiosks, kibEach, lastToldSeconds } = waiting;
  return [
    '## Waiting kiosks',
    `From \`npm run bench -- sync\`: ${whole(kiosks)} open streams at one hub take ${amount(kibEach)} KiB each, and the last kiosk is told ` +
      `${amount(lastToldSeconds)} s after a change.`,
  ];
}

function megabytesOf({ content, segments }: Pick<Sizes, 'content' | 'segments'>): [string, string] {
  return [megabytes(content), megabytes(segments)];
}

function growthFor10k({ sizes: { few, all }, records }: CityResults) {
  const tenThousands = (records * 4) / 5 / 10_000;
  return {
    content: (all.content - few.content) / tenThousands,
    segments: (all.segments - few.segments) / tenThousands,
  };
}

/** In the database's tables, the mean of all that were measured. */
export function bytesOfSubmission({ submitted }: CityResults): number {
  return submitted.reduce((sum, { bytesEach: each }) => sum + each, 0) / submitted.length;
}

export function bytesEach(costed: Costed | undefined): number {
  return costed ? costed.cost.sentBytes / costed.load.done : 0;
}

export function percent(share: number): string {
  return `${amount(100 * share)} %`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
