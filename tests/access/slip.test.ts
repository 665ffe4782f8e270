/* The paper of a proposal in the scripts that need the most room, measured where it is laid out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { type Language } from '../../shared/model/index.ts';
import { startPages, UPRIGHT, type OpenPage, type PageBench } from '../support/pages.ts';
import { typeAtOnce } from '../../scripts/lib/physical-keys.ts';

const POINT = 25.4 / 72;
/** No group is wider than four W; of a whole code, this is wider than nearly all are. */
const WIDE_CODE = ['WWWW', '4BM7', 'HQ0N'];

let bench: PageBench;
let open: OpenPage;
let visitor: Visitor;

beforeAll(async () => {
  bench = await startPages();
  open = await bench.open(UPRIGHT);
  visitor = new Visitor(open.page, 'fr');
  await visitor.arrive();
  await visitor.findProposal();
  await visitor.touch('proposal.start');
  await visitor.page.locator('.choice-card').first().click();
  await visitor.page.locator('textarea').waitFor();
  await typeAtOnce(visitor.page, 'Des bancs');
  await visitor.touch('continue');
  await visitor.page.locator('.choice-card').first().click();
  await visitor.confirm();
});
afterAll(async () => {
  await open.close();
  await bench.stop();
});

async function speak(language: Language): Promise<void> {
  if (language === visitor.language) return;
  // Sooner after the last touch of the same button, it would be taken for a trembling finger.
  await visitor.page.waitForTimeout(600);
  await visitor.page
    .locator('.frame-bar')
    .getByRole('button', { name: visitor.words('frame.language') })
    .click();
  visitor = new Visitor(visitor.page, language);
  await visitor.card(visitor.words('language.own-name')).click();
  await visitor.sees('saved.title');
}

interface Measures {
  width: number;
  height: number;
  smallestLetters: number;
  /** Millimetres by which something stands out. */
  tooWide: number;
}

function measure(paper: string): Promise<Measures> {
  return visitor.page.evaluate(
    async ({ paper, code }) => {
      const millimetre = 96 / 25.4;
      const slip = document.querySelector<HTMLElement>('.slip');
      if (!slip) throw new Error('no slip');
      slip.dataset['paper'] = paper;
      slip.dataset['measured'] = 'yes';
      slip.getBoundingClientRect();
      await document.fonts.ready;
      slip.querySelectorAll('.slip-groups > span').forEach((group, at) => {
        group.textContent = code[at] ?? '';
      });
      const { width, height, left, right } = slip.getBoundingClientRect();
      const boxes = [...slip.querySelectorAll('*')].map((element) => element.getBoundingClientRect());
      const sizes = [...slip.querySelectorAll('p, li')].map((line) =>
        Number.parseFloat(getComputedStyle(line).fontSize),
      );
      delete slip.dataset['measured'];
      return {
        width: width / millimetre,
        height: height / millimetre,
        smallestLetters: Math.min(...sizes) / millimetre,
        tooWide: Math.max(...boxes.map((box) => Math.max(left - box.left, box.right - right))) / millimetre,
      };
    },
    { paper, code: WIDE_CODE },
  );
}

test.each(['fr', 'ar', 'ta', 'ur', 'ru'] as const)(
  '%s fits on a roll and on one sheet, in large letters',
  async (language) => {
    await speak(language);
    const roll = await measure('80mm');
    expect(roll.width).toBeCloseTo(80, 0);
    expect(roll.smallestLetters).toBeGreaterThanOrEqual(4.5);
    expect(roll.tooWide).toBeLessThan(0.1);
    const sheet = await measure('a4');
    expect(sheet.width).toBeCloseTo(210, 0);
    expect(sheet.height).toBeLessThanOrEqual(297);
    expect(sheet.smallestLetters).toBeGreaterThanOrEqual(16 * POINT);
    expect(sheet.tooWide).toBeLessThan(0.1);
  },
);
