import { amount, ranged } from './amounts.ts';
import { type Figure } from '../figures.ts';
import { type Aim } from './aims.ts';
import { type SyncResults } from './measure.ts';
import { type SampleSpread } from './spread.ts';

const MB = 1 / 1_000_000;
const KB = 1 / 1_000;
const MS = 1_000;

/** The page that shows the results, as Markdown. */
export function pageOf(results: SyncResults, aims: readonly Aim[], pictures: readonly string[]): string {
  const { workload, machine, contenders } = results;
  const picture = (name: string, alt: string) =>
    pictures.includes(name) ? [`![${alt}](pictures/${name})`] : [];
  return [
    '# The sync, measured beside others',
    '<!-- Written by `npm run bench -- sync`: change bench/sync/page.ts instead. -->',
    `Measured on ${results.measuredOn}: ${machine.cores} cores (${machine.processor}), ${machine.memoryGib} GiB, ` +
      `${machine.system}, Node ${machine.node}, everything on one machine over its loopback. ` +
      `${workload.records.toLocaleString('en')} records of about 700 bytes of JSON in 5 collections (seed ${workload.seed}), ` +
      `a fifth of them services that the full-text index holds. Medians of ${workload.runs} runs, in which all take turns; ` +
      'the least and the most in parentheses. CPU is that of whole processes; the server’s includes its database. ' +
      'Bytes are counted on the server’s sockets.',
    list(contenders.map(({ name, remark }) => `**${name}**: ${remark}.`)),
    '## What it is held to',
    aimTable(aims),
    ...shortcomings(aims),
    ...(results.live === 'no-route'
      ? ['The waiting kiosks were not measured: this hub does not tell kiosks that something changed yet.']
      : []),
    '## First sync',
    'Until everything is durable and can be found by its words; `PouchDB` and `durable-streams` build no index.',
    ...picture('sync-first-cpu.svg', 'CPU seconds of the first sync for each way'),
    ...picture('sync-first-bytes.svg', 'Megabytes on the wire of the first sync for each way'),
    sampleTable(
      contenders.map(({ name, down }) => ({ name, sample: down?.first })),
      MB,
      'MB',
    ),
    '## What changed since',
    `${workload.changes.updates} updates and ${workload.changes.deletes} deletes.`,
    ...picture('sync-changes-cpu.svg', 'CPU seconds of the changes for each way'),
    sampleTable(
      contenders.map(({ name, down }) => ({ name, sample: down?.changes })),
      KB,
      'kB',
    ),
    'A look that finds nothing new:',
    sampleTable(
      contenders.map(({ name, down }) => ({ name, sample: down?.nothingNew })),
      KB,
      'kB',
    ),
    'The first look of a process that was started anew over everything:',
    sampleTable(
      contenders.map(({ name, down }) => ({ name, sample: down?.afterStart })),
      KB,
      'kB',
    ),
    '## Killed in the middle',
    'The client is killed (`SIGKILL`) when half of the bytes of a first sync were sent, and started again. One that was done by then cannot be helped.',
    killTable(results),
    '## Submissions',
    `${workload.submissions.toLocaleString('en')} signed and sealed submissions from the outbox until each has its durable word; the others push opaque documents of the same sizes, which their servers neither check nor answer.`,
    ...picture('sync-up-cpu.svg', 'CPU seconds of the submissions for each way'),
    sampleTable(
      contenders.map(({ name, up }) => ({ name, sample: up?.sent })),
      MB,
      'MB',
    ),
    'The same ones again, which changes nothing anywhere:',
    sampleTable(
      contenders.map(({ name, up }) => ({ name, sample: up?.replayed })),
      MB,
      'MB',
    ),
    '## As the city grows',
    ...picture(
      'sync-growth.svg',
      'Seconds of the first sync and of a look that finds nothing, against the number of records',
    ),
    growthTable(results),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

export function aimTable(aims: readonly Figure[]): string {
  return table(
    ['figure', 'measured', 'limit', 'kept'],
    aims.map(({ name, value, unit, limit }) => [
      name,
      `${amount(value)} ${unit}`,
      limit ? `${amount(limit.value)} (${limit.because})` : '–',
      limit ? (value <= limit.value ? 'yes' : '**no**') : '–',
    ]),
  );
}

function shortcomings(aims: readonly Aim[]): string[] {
  const told = aims.flatMap(({ name, shortBecause }) =>
    shortBecause ? [`**${name}**: ${shortBecause}`] : [],
  );
  return told.length === 0 ? [] : ['What falls short, and why:', list(told)];
}

function sampleTable(
  rows: readonly { name: string; sample: SampleSpread | undefined }[],
  byteFactor: number,
  byteUnit: string,
): string {
  return table(
    [
      '',
      'ms',
      'CPU ms client',
      'CPU ms server',
      `${byteUnit} down`,
      `${byteUnit} up`,
      'requests',
      'peak MiB client',
      'peak MiB server',
    ],
    rows.flatMap(({ name, sample }) =>
      sample === undefined
        ? []
        : [
            [
              name,
              ranged(sample.seconds, MS),
              ranged(sample.clientCpuSeconds, MS),
              ranged(sample.serverCpuSeconds, MS),
              ranged(sample.downBytes, byteFactor),
              ranged(sample.upBytes, byteFactor),
              amount(sample.requests.median),
              amount(sample.clientPeakMib.median),
              amount(sample.serverPeakMib.median),
            ],
          ],
    ),
  );
}

function killTable({ contenders }: SyncResults): string {
  return table(
    ['', 'killed at, % of the bytes', 'sent beyond one first sync, %'],
    contenders.flatMap(({ name, kill }) =>
      kill ? [[name, ranged(kill.killedAtPercent), ranged(kill.twicePercent)]] : [],
    ),
  );
}

function growthTable({ growth = [] }: SyncResults): string {
  return table(
    [
      'records',
      'first sync, s',
      'CPU s of both sides',
      'MB down',
      'nothing new, ms',
      'first look after a start, ms',
      'peak MiB client',
    ],
    growth.map(({ records, first, nothingNew, afterStart }) => [
      records.toLocaleString('en'),
      ranged(first.seconds),
      amount(first.clientCpuSeconds.median + first.serverCpuSeconds.median),
      ranged(first.downBytes, MB),
      ranged(nothingNew.seconds, MS),
      ranged(afterStart.seconds, MS),
      amount(first.clientPeakMib.median),
    ]),
  );
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
