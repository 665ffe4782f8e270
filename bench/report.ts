/*
 * `npm run bench`: the figures that this project watches, beside the limit each is held to. Sizes, counts and memory;
 * times are reported and never tested.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../scripts/lib/build.ts';
import { ROOT } from '../scripts/lib/run.ts';
import { measureKiosk } from './kiosk.ts';

interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it is held to, and why that much. */
  limit?: { value: number; because: string };
}

const KIB = 1024;

await build({ report: () => undefined });

const figures: Figure[] = [
  {
    name: 'page, code and style, gzip',
    value: gzipped('dist/page/{,assets/**/}*.{js,css,html}') / KIB,
    unit: 'KiB',
    limit: { value: 400, because: 'a fresh renderer process reads it for each visitor' },
  },
  { name: 'voice, its script, gzip', value: gzipped('dist/page/speech/*.js') / KIB, unit: 'KiB' },
  { name: 'voice, its data', value: sizeOf('dist/page/speech/*.data') / KIB, unit: 'KiB' },
  { name: 'page, fonts', value: sizeOf('dist/page/**/*.{woff,woff2}') / KIB, unit: 'KiB' },
  {
    name: 'console, code and style, gzip',
    value: gzipped('dist/console/**/*.{js,css,html}') / KIB,
    unit: 'KiB',
  },
  {
    name: 'records of the demo cities',
    value: globSync('resources/cities/*/*/*.json', { cwd: ROOT }).length,
    unit: '',
  },
  ...(await measureKiosk()),
];

for (const { name, value, unit, limit } of figures) {
  const against = limit
    ? ` · ${((100 * value) / limit.value).toFixed(0)} % of ${limit.value} (${limit.because})`
    : '';
  console.log(`${name}: ${Math.round(value * 10) / 10} ${unit}${against}`);
}
process.exit(figures.every(({ value, limit }) => limit === undefined || value <= limit.value) ? 0 : 1);

function gzipped(pattern: string): number {
  return files(pattern).reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
}

function sizeOf(pattern: string): number {
  return files(pattern).reduce((sum, file) => sum + readFileSync(file).length, 0);
}

function files(pattern: string): string[] {
  return globSync(pattern, { cwd: ROOT }).map((file) => join(ROOT, file));
}
