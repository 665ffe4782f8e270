import { afterAll, beforeAll, test } from 'vitest';
import { nameOf, pairwise } from '../support/combinations.ts';
import { judgeEveryScreen } from '../support/judge-screens.ts';
import { type PageBench, startPages } from '../support/pages.ts';

let bench: PageBench;
beforeAll(async () => {
  bench = await startPages();
});
afterAll(() => bench.stop());

/** Every two choices of language, size, colours, panel and height meet on every screen. */
test.each(pairwise().map((combination) => ({ combination, name: nameOf(combination) })))(
  'every screen can be read, touched and understood: $name',
  async ({ combination }) => {
    await judgeEveryScreen(bench, combination);
  },
);
