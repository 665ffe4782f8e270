import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT, runTool } from '../../scripts/lib/run.ts';
import { type Figure } from '../figures.ts';
import { measureCalls, type ConsoleResults } from './measure.ts';
import { pageOf } from './page.ts';

const WHOLE = { requests: 20_000, kiosks: 2_000 };
const ROUNDS = 60;

/**
 * Measures what an agent waits for in a large town. `requests`: fewer than 20,000 is for trying: the page is then written
 * into the cache.
 */
export async function measureConsole({ requests }: { requests: number }): Promise<Figure[]> {
  const isWhole = requests >= WHOLE.requests;
  const size = isWhole ? WHOLE : { requests, kiosks: Math.ceil(requests / 10) };
  const results = await measureCalls(size, ROUNDS);
  const figures = figuresOf(results);
  const folder = join(isWhole ? ROOT : join(CACHE, 'bench-console'), 'docs');
  mkdirSync(folder, { recursive: true });
  const page = join(folder, 'console-benchmark.md');
  writeFileSync(page, pageOf(results, figures));
  await runTool('prettier', ['--write', '--ignore-path', '', page]);
  return figures;
}

function figuresOf({ calls }: ConsoleResults): Figure[] {
  return calls.map(({ name, p95 }) => ({
    name,
    value: p95,
    unit: 'ms',
    limit: { value: 300, because: 'an agent who answers forty a day does not wait' },
  }));
}
