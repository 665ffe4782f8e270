import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../scripts/lib/run.ts';
import { type Figure } from './figures.ts';

const KIB = 1_024;

/** What is read from the disk: by every visitor, by some, by the agents. */
export function measureSizes(): Figure[] {
  return [
    {
      name: 'page, code and style of all languages, gzip',
      value: gzipped('dist/page/{,assets/**/}*.{js,css,html}') / KIB,
      unit: 'KiB',
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
  ];
}

function gzipped(pattern: string): number {
  return files(pattern).reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
}

function sizeOf(pattern: string): number {
  return files(pattern).reduce((sum, file) => sum + readFileSync(file).length, 0);
}

function files(pattern: string): string[] {
  return globSync(pattern, { cwd: ROOT }).map((file) => join(ROOT, file));
}
