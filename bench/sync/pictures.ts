import { type SyncResults } from './measure.ts';
import { barChart, lineChart } from './plot.ts';
import { amount, megabytes } from './amounts.ts';
import { type SampleSpread } from './spread.ts';

const SIDES = ['client', 'server with its database'];

/** The pictures of the page, by the names of their files. */
export function picturesOf(results: SyncResults): Map<string, string> {
  const first = results.contenders.flatMap(({ name, down }) => (down ? [{ name, sample: down.first }] : []));
  const changes = results.contenders.flatMap(({ name, down }) =>
    down?.changes ? [{ name, sample: down.changes }] : [],
  );
  const up = results.contenders.flatMap(({ name, up }) => (up ? [{ name, sample: up.sent }] : []));
  const pictures = new Map<string, string>();
  if (first.length > 0) {
    pictures.set('sync-first-cpu.svg', cpuChart('First sync: CPU time', first));
    pictures.set('sync-first-bytes.svg', bytesChart('First sync: bytes on the wire', first));
  }
  if (changes.length > 0) pictures.set('sync-changes-cpu.svg', cpuChart('Changes: CPU time', changes));
  if (up.length > 0) pictures.set('sync-up-cpu.svg', cpuChart('Submissions: CPU time', up));
  const growth = results.growth ?? [];
  if (growth.length > 0) {
    const line = (value: (size: (typeof growth)[number]) => number) => ({
      points: growth.map((size) => ({ x: size.records, y: value(size), note: `${amount(value(size))} s` })),
    });
    pictures.set(
      'sync-growth.svg',
      lineChart({
        title: 'As the city grows',
        unit: 'seconds, both scales logarithmic',
        shades: ['first sync', 'a look that finds nothing new'],
        lines: [line((size) => size.first.seconds.median), line((size) => size.nothingNew.seconds.median)],
      }),
    );
  }
  return pictures;
}

interface Named {
  name: string;
  sample: SampleSpread;
}

function cpuChart(title: string, all: readonly Named[]): string {
  return barChart({
    title,
    unit: 'seconds',
    shades: SIDES,
    bars: all.map(({ name, sample }) => {
      const parts = [sample.clientCpuSeconds.median, sample.serverCpuSeconds.median];
      return { label: name, parts, note: parts.map(amount).join(' + ') };
    }),
  });
}

function bytesChart(title: string, all: readonly Named[]): string {
  return barChart({
    title,
    unit: 'MB',
    shades: ['down', 'up'],
    bars: all.map(({ name, sample }) => ({
      label: name,
      parts: [sample.downBytes.median, sample.upBytes.median],
      note: megabytes(sample.downBytes.median + sample.upBytes.median),
    })),
  });
}
