import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPseudoPage } from '../../scripts/lib/build.ts';
import { walkEveryScreen } from '../../scripts/lib/every-screen.ts';
import { type PseudoLanguage, pseudoText, pseudoVisitor } from '../../scripts/lib/pseudo/index.ts';
import { ROOT } from '../../scripts/lib/run.ts';
import { textProblems } from '../support/page-checks.ts';
import { type PageBench, startPages, TURNED, UPRIGHT, type View } from '../support/pages.ts';

/*
 * Every screen in French made two fifths longer, at the largest text: what holds here holds in the next language, before
 * anybody has translated a word of it.
 */

let bench: PageBench;
beforeAll(async () => {
  bench = await startPages({ pageFolder: await buildPseudoPage() });
});
afterAll(() => bench.stop());

const WALKS: [name: string, language: PseudoLanguage, view: View][] = [
  ['left to right, upright', 'en', UPRIGHT],
  ['left to right, turned', 'en', TURNED],
  ['right to left, upright', 'ar', UPRIGHT],
  ['right to left, turned', 'ar', TURNED],
];

// At once: a walk mostly waits, as a visitor does, and leaves the machine to the others meanwhile.
test.concurrent.each(WALKS)('nothing is cut in a longer language, %s', async (_name, language, view) => {
  const open = await bench.open(view);
  const visitor = pseudoVisitor(open.page, language);
  const screens = new Set<string>();
  const problems: string[] = [];
  await walkEveryScreen(visitor, { size: 'extra-large', theme: 'light' }, async (screen) => {
    screens.add(screen);
    await open.page.evaluate(() => document.fonts.ready);
    problems.push(...(await textProblems(open.page)).map((problem) => `${screen}: ${problem}`));
  });
  expect(problems).toEqual([]);
  expect(screens.size).toBeGreaterThan(25);
  await open.close();
});

test('no text of the home screen stands outside the catalogues', async () => {
  const open = await bench.open(UPRIGHT);
  const visitor = pseudoVisitor(open.page, 'en');
  await visitor.arrive();
  const shown = await open.page.locator('main').innerText();
  expect(shown).toContain(pseudoText('Que voulez-vous faire ?', 'en'));
  for (const line of shown.split('\n').filter((text) => /\p{L}{2}/u.test(text)))
    expect(line).toMatch(/^\[.*\]$/);
  await open.close();
});

test('the page that ships says nothing in pseudo-French', () => {
  const said = pseudoText('Continuer', 'en');
  const holding = (folder: string) =>
    globSync(`${folder}/assets/*.js`, { cwd: ROOT }).filter((file) =>
      readFileSync(join(ROOT, file), 'utf8').includes(said),
    );
  expect(holding('dist/page-pseudo')).not.toEqual([]);
  expect(holding('dist/page')).toEqual([]);
});
