import { type Page } from 'playwright';
import { expect } from 'vitest';
import { walkEveryScreen } from '../../scripts/lib/every-screen.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { type Combination, nameOf } from './combinations.ts';
import { axeProblems, targetProblems, textProblems } from './page-checks.ts';
import {
  contrastProblems,
  noticeProblems,
  orderProblems,
  overlapProblems,
  reachProblems,
} from './page-measures.ts';
import { type PageBench, TURNED, UPRIGHT } from './pages.ts';

const PANELS = { upright: UPRIGHT, lying: TURNED };

/** As the configuration's default says. */
const BOTTOM_EDGE_MILLIMETRES = 900;

/** acc-4: the default, a pair of black and white both ways, and one for eyes that glare hurts. */
const LEAST_CONTRAST = { light: 10, soft: 7, 'white-on-black': 20, 'black-on-white': 20 };

/** Walks every screen in one combination of language, size, colours and panel, and judges each (test-1, test-2). */
export async function judgeEveryScreen(bench: PageBench, combination: Combination): Promise<void> {
  const { language, theme, panel, low } = combination;
  const open = await bench.open(PANELS[panel]);
  const { page, complaints } = open;
  const problems: string[] = [];
  await walkEveryScreen(new Visitor(page, language), combination, async (screen) => {
    const dressed = !/before the visit|welcome|language|text and|height and/.test(screen);
    await settle(page);
    const found = [
      await textProblems(page),
      await targetProblems(page),
      await orderProblems(page),
      await overlapProblems(page),
      await noticeProblems(page),
      await contrastProblems(page, LEAST_CONTRAST[dressed ? theme : 'soft']),
      low && dressed ? await reachProblems(page, BOTTOM_EDGE_MILLIMETRES) : [],
      await axeProblems(page),
    ];
    problems.push(...found.flat().map((problem) => `${screen}: ${problem}`));
  });
  expect(problems, nameOf(combination)).toEqual([]);
  expect(complaints).toEqual([]);
  await open.close();
}

/**
 * Fonts are there and nothing moves any more: what comes up after a touch can make a text too long for its room, then
 * buttons come up to scroll it, and then it is brought into sight again, each a frame later.
 */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const stillFrames = 3;
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    let before = '';
    for (let still = 0; still < stillFrames;) {
      await new Promise((resume) => requestAnimationFrame(resume));
      const now = [...document.querySelectorAll('.scroll-view')]
        .map(({ scrollTop, clientHeight, scrollHeight }) => `${scrollTop} ${clientHeight} ${scrollHeight}`)
        .join();
      still = now === before ? still + 1 : 0;
      before = now;
    }
  });
}
