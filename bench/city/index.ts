import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT, runTool } from '../../scripts/lib/run.ts';
import { type Figure } from '../figures.ts';
import { figuresOf } from './limits.ts';
import { type CityResults, measureAll } from './measure.ts';
import { pageOf } from './page.ts';
import { townsBlock } from './towns.ts';

/** What the page and its figures speak of. */
const CITY_RECORDS = 50_000;

const OPERATORS_PAGE = 'docs/running-the-city.md';
const BLOCK = /(<!-- figures: .*-->)[\s\S]*(<!-- end of figures -->)/;

/**
 * Measures what one, two and four hubs over one PostgreSQL carry. The results of a whole city are written into the
 * repository; those of a smaller one, for trying, into the cache.
 */
export async function measureCity({ records }: { records: number }): Promise<Figure[]> {
  const started = performance.now();
  const results = await measureAll(records, (step) => {
    console.log(`… ${step} · ${Math.round((performance.now() - started) / 1_000)} s`);
  });
  const figures = figuresOf(results);
  await write(records >= CITY_RECORDS ? ROOT : join(CACHE, 'bench-city'), results, figures);
  return figures;
}

async function write(root: string, results: CityResults, figures: readonly Figure[]): Promise<void> {
  for (const folder of ['bench/results', 'docs']) mkdirSync(join(root, folder), { recursive: true });
  const json = join(root, 'bench/results/city.json');
  const page = join(root, 'docs/city-benchmark.md');
  const operators = join(root, OPERATORS_PAGE);
  writeFileSync(json, JSON.stringify({ ...results, figures }));
  writeFileSync(page, pageOf(results, figures));
  writeFileSync(operators, withBlock(readFileSync(join(ROOT, OPERATORS_PAGE), 'utf8'), townsBlock(results)));
  await runTool('prettier', ['--write', '--ignore-path', '', json, page, operators]);
}

function withBlock(text: string, block: string): string {
  if (!BLOCK.test(text)) throw new Error(`${OPERATORS_PAGE} has no place for the figures`);
  return text.replace(BLOCK, (_all, begin: string, end: string) => `${begin}\n\n${block}\n\n${end}`);
}
