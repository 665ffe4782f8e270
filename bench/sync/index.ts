import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT, runTool } from '../../scripts/lib/run.ts';
import { type Figure } from '../figures.ts';
import { type Aim, aimsOf } from './aims.ts';
import { measureAll, SYNC_PARTS, type SyncOptions, type SyncResults } from './measure.ts';
import { pageOf } from './page.ts';
import { picturesOf } from './pictures.ts';

export { SYNC_PARTS } from './measure.ts';

/** The workload that the aims speak of. */
export const SYNC_RECORDS = 50_000;
export const SYNC_RUNS = 5;

/**
 * Measures the sync beside others. The whole workload's results are written into the repository; those of a smaller
 * one, for trying, into the cache.
 */
export async function measureSync(options: SyncOptions): Promise<Figure[]> {
  const started = performance.now();
  const results = await measureAll(options, (step) => {
    console.log(`… ${step} · ${Math.round((performance.now() - started) / 1_000)} s`);
  });
  const aims = aimsOf(results);
  const isWhole = options.records >= SYNC_RECORDS && options.parts.length === SYNC_PARTS.length;
  await write(isWhole ? ROOT : join(CACHE, 'bench-sync'), results, aims);
  for (const { name, shortBecause } of aims)
    if (shortBecause) console.log(`falls short, ${name}: ${shortBecause}`);
  return aims;
}

async function write(root: string, results: SyncResults, aims: readonly Aim[]): Promise<void> {
  const pictures = picturesOf(results);
  for (const folder of ['bench/results', 'docs/pictures']) mkdirSync(join(root, folder), { recursive: true });
  const json = join(root, 'bench/results/sync.json');
  const page = join(root, 'docs/sync-benchmark.md');
  writeFileSync(json, JSON.stringify({ ...results, aims }));
  writeFileSync(page, pageOf(results, aims, [...pictures.keys()]));
  for (const [name, svg] of pictures) writeFileSync(join(root, 'docs/pictures', name), svg);
  await runTool('prettier', ['--write', '--ignore-path', '', json, page]);
}
