/*
 * People write what they like: faces, two scripts in one sentence, a page of HTML copied from somewhere. It reaches the
 * agent letter for letter, is shown as text, and nothing in it is ever run.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Agent } from '../../scripts/lib/agent-walk.ts';
import { ROOT } from '../../scripts/lib/run.ts';
import { openBrowserKiosk, type BrowserKiosk } from '../support/browser-kiosk.ts';
import { requestsAt, until } from '../support/hall.ts';

let kiosk: BrowserKiosk;
beforeAll(async () => {
  kiosk = await openBrowserKiosk({ consoleFolder: join(ROOT, 'dist', 'console') });
});
afterAll(() => kiosk.close());

const MARKUP = `<img src=x onerror="document.title='run'"><script>document.title='run'</script><b>gras</b> &amp; fin`;

const TEXTS = [
  ['faces that are several signs in one', 'Une aire de jeux 👩🏽‍🦽👨‍👩‍👧‍👦🇫🇷 pour tous'],
  ['Arabic with French in it', 'أقترح «Café des parents» في Quatre-Chemins'],
  ['a page of HTML', MARKUP],
  [
    'quotes, slashes and what databases dislike',
    `'; DROP TABLE request; -- \\ " % _ ${'é'.normalize('NFD')}`,
  ],
  ['several lines', 'Un\n\n  deux\n\ttrois'],
  ['as long as the form allows', 'a'.repeat(3_999) + 'z'],
] as const;

test.each(TEXTS)('%s', async (_, typed) => {
  // Every letter as it was typed, in the one spelling that all programs agree on (lang-6).
  const text = typed.normalize('NFC');
  const before = await requestsAt(kiosk.city);
  const visitor = await kiosk.visitor('fr');
  await visitor.arrive();
  await visitor.findProposal();
  await visitor.writeProposal('', async (screen) => {
    if (screen !== 'question-text') return;
    await kiosk.page.locator('textarea').press('Delete');
    await kiosk.page.locator('textarea').fill(typed);
  });
  const reviewed = await visitor.page.locator('.review').innerText();
  expect(reviewed).toContain(text.split('\n')[0] ?? '');
  await visitor.confirm();
  await visitor.leave();
  await until('it reaches the city', async () => (await requestsAt(kiosk.city)) === before + 1);

  const agent = new Agent(await kiosk.newPage());
  const { name, password } = kiosk.city.agent;
  await agent.signIn(`${kiosk.city.url}/console/?city=pantin`, name, password);
  const expected = text.replaceAll('\t', ' ').normalize();
  await until('the agent reads it, letter for letter', async () =>
    (await agent.readAll()).some((written) => written.normalize() === expected),
  );
  for (const page of [kiosk.page, agent.page]) expect(await page.title()).not.toBe('run');
  expect(await agent.page.locator('.request img, .request b').count()).toBe(0);
  await agent.page.close();
});
