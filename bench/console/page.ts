import { type Figure } from '../figures.ts';
import { amount } from '../sync/amounts.ts';
import { table } from '../sync/page.ts';
import { type ConsoleResults } from './measure.ts';

const LIMIT_MILLISECONDS = 300;

/** The page that shows what was measured, as Markdown. */
export function pageOf(results: ConsoleResults, figures: readonly Figure[]): string {
  const { machine, measuredOn, requests, kiosks, rounds, calls } = results;
  const slowest = figures.toSorted((a, b) => b.value - a.value)[0];
  return [
    '# How long an agent waits',
    '<!-- Written by `npm run bench -- console`: change bench/console/page.ts instead. -->',
    `Measured on ${measuredOn}: ${machine.cores} cores (${machine.processor}), ${machine.memoryGib} GiB, ${machine.system}, ` +
      `Node ${machine.node}. One hub, one PostgreSQL with fsync and the program that asks share these cores. ` +
      `${whole(requests)} requests in four services, ${whole(kiosks)} kiosks. Each call ${rounds} times, one after the other, from ` +
      'asking to the whole answer over HTTP.',
    `Each is held to ${LIMIT_MILLISECONDS} ms for 95 of 100: an agent who answers forty a day does not wait. ` +
      `The slowest: ${slowest?.name ?? '–'}.`,
    table(
      ['call', 'ms, median', '95 of 100', 'of the limit'],
      calls.map(({ name, median, p95 }) => [
        name,
        amount(median),
        amount(p95),
        `${Math.round((100 * p95) / LIMIT_MILLISECONDS)} %`,
      ]),
    ),
    'The list asks again every ten seconds for its first page. When nothing changed the hub does the same work, and sends nothing.',
  ]
    .join('\n\n')
    .concat('\n');
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
