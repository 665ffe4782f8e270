import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Combination, nameOf, rotating } from '../support/combinations.ts';
import { judgeEveryScreen } from '../support/judge-screens.ts';
import { type PageBench, startPages } from '../support/pages.ts';

/** The ends of the ranges of script, size, colours, panel and height: what holds there mostly holds between. */
const EXTREMES: Combination[] = [
  { language: 'fr', panel: 'upright', size: 'medium', theme: 'light', low: false },
  { language: 'ta', panel: 'upright', size: 'extra-large', theme: 'light', low: false },
  { language: 'ar', panel: 'upright', size: 'extra-large', theme: 'white-on-black', low: true },
  { language: 'ur', panel: 'lying', size: 'small', theme: 'light', low: false },
  { language: 'ru', panel: 'lying', size: 'extra-large', theme: 'soft', low: false },
  { language: 'fr-simple', panel: 'lying', size: 'large', theme: 'black-on-white', low: true },
];

const ROTATING = 4;

let bench: PageBench;
beforeAll(async () => {
  bench = await startPages();
});
afterAll(() => bench.stop());

describe.each([...EXTREMES, ...rotating(ROTATING)].map((combination) => ({ combination })))(
  '$combination.language, $combination.size, $combination.theme, $combination.panel',
  ({ combination }) => {
    test(`every screen can be read, touched and understood: ${nameOf(combination)}`, async () => {
      await judgeEveryScreen(bench, combination);
    });
  },
);
