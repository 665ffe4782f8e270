import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright';
import { type HelpCall } from '../../shared/contract/index.ts';
import { serviceSchema } from '../../shared/model/index.ts';
import { type Answer } from '../../shared/sealing/index.ts';
import { cityAnswers } from './city-answers.ts';
import { deskAnswers } from './desk-answers.ts';
import { ROOT } from './run.ts';
import { type Visitor } from './visitor-walk.ts';
import { typeAtOnce } from './physical-keys.ts';

export interface Appearance {
  size: 'small' | 'medium' | 'large' | 'extra-large';
  theme: 'light' | 'soft' | 'white-on-black' | 'black-on-white';
  /** Everything within reach from a chair. */
  low?: boolean;
}

/** Told the name of each screen as it stands before the visitor. */
export type Look = (screen: string) => Promise<void>;

const NOBODYS_CODE = '000000000000';
const ANSWERED_CODE = 'D263S844BR0V';
const ANSWERS: Answer[] = [
  { state: 'received', answeredOn: '2026-03-02' },
  {
    state: 'in-progress',
    answeredOn: '2026-05-04',
    reason: {
      original: 'fr',
      fr: {
        text: 'Votre idée est bonne. La commission veut savoir où mettre les bancs : dites-le à l’accueil de la mairie.',
        by: 'human',
      },
    },
    commission: { name: { original: 'fr', fr: { text: 'Cadre de vie', by: 'human' } }, date: '2026-06-18' },
  },
];
const CALLS: HelpCall[] = [
  { state: 'ringing' },
  { state: 'coming' },
  { state: 'later', minutes: 5 },
  { state: 'unanswered' },
  { state: 'no-network' },
];
const AWAITED: ReadonlySet<HelpCall['state']> = new Set(['ringing', 'coming', 'later']);
const LONG_TEXT = 'Des bancs pour se reposer, à l’ombre. '.repeat(30).trim();

/** Every screen that a visitor can come to, in one visit; `look` is told each one's name. */
export async function walkEveryScreen(visitor: Visitor, appearance: Appearance, look: Look): Promise<void> {
  await beforeTheVisit(visitor, look);
  await visitor.touch('language.own-name');
  await visitor.sees('home.title');
  await dress(visitor, appearance, look);
  await look('home');
  await search(visitor, look);
  await help(visitor, look);
  await listening(visitor, look);
  await services(visitor, look);
  await proposal(visitor, look);
  await touchBar(visitor, 'frame.finish');
  await look('leaving');
  await visitor.touch('leave.go');
  await code(visitor, appearance, look);
}

async function beforeTheVisit({ page }: Visitor, look: Look): Promise<void> {
  await page.locator('.welcome-touch').waitFor();
  await look('welcome');
  await page.locator('.welcome-foot button').first().click();
  await look('privacy, before the visit');
  await page.locator('.ask button[data-kind="main"]').click();
  await page.locator('.welcome-touch').click();
  await look('language');
}

async function dress(visitor: Visitor, { size, theme, low = false }: Appearance, look: Look): Promise<void> {
  const { words } = visitor;
  await touchBar(visitor, 'frame.text');
  await visitor.card(words(`text.${size}`)).click();
  await visitor.card(words(`text.${theme}`)).click();
  await look('text and colours');
  await visitor.touch('text.more');
  if (low) await visitor.card(words('text.height.low')).click();
  await look('height and movement');
  await visitor.touch('text.done');
}

async function search(visitor: Visitor, look: Look): Promise<void> {
  const { page } = visitor;
  await visitor.touch('home.search');
  await look('search, empty');
  await typeAtOnce(page, 'zzzzqqqq');
  await page.locator('.notice').waitFor();
  await look('search, nothing found');
  await page.keyboard.press('ControlOrMeta+a');
  const [word = ''] = visitor.wording(serviceNamed('pantin', 'mutuelle-sante-municipale').name).split(' ');
  await typeAtOnce(page, word);
  await page.locator('.choice-card').first().waitFor();
  await look('search, found');
  await touchBar(visitor, 'frame.back');
}

async function help(visitor: Visitor, look: Look): Promise<void> {
  const { page } = visitor;
  await touchBar(visitor, 'frame.help');
  await look('help');
  await calls(visitor, look);
  await visitor.touch('welcome.privacy');
  await look('privacy');
  await pause(page);
  await touchBar(visitor, 'frame.back');
  await visitor.sees('help.title');
  await visitor.touch('keys.title');
  await look('keys');
  await visitor.touch('scan.title');
  await look('switches');
  for (const title of ['keys.title', 'help.title', 'home.title']) {
    await pause(page);
    await touchBar(visitor, 'frame.back');
    await visitor.sees(title);
  }
}

/** What becomes of a call for somebody from the desk: whoever waits takes it back, the others go back themselves. */
async function calls(visitor: Visitor, look: Look): Promise<void> {
  const { page, words } = visitor;
  for (const said of CALLS) {
    await deskAnswers(page, said);
    await visitor.touch('call.button');
    const state = said.state === 'ringing' ? 'calling' : said.state;
    await page.getByText(words(`call.${state}.text`)).waitFor();
    await look(`a call, ${said.state}`);
    await pause(page);
    if (AWAITED.has(said.state)) await visitor.touch('call.cancel');
    else await touchBar(visitor, 'frame.back');
    await visitor.sees('help.title');
  }
}

async function listening(visitor: Visitor, look: Look): Promise<void> {
  await touchBar(visitor, 'frame.listen');
  await visitor.page.locator('.listen-bar').waitFor();
  await look('listening');
  await visitor.page
    .locator('.listen-bar')
    .getByRole('button', { name: visitor.words('listen.close') })
    .click();
}

async function services(visitor: Visitor, look: Look): Promise<void> {
  const { page, words } = visitor;
  await visitor.openNeed('opinion');
  await look('need');
  await visitor.openTheme('residents-councils');
  await look('theme, first part');
  await visitor.card(words('next-page')).click();
  await look('theme, the rest');
  await page.locator('.choice-card').first().click();
  await look('service of another city');
  await scrollToEnd(page);
  await look('service of another city, its end');
  for (const title of [null, 'need.opinion', 'home.title']) {
    await pause(page);
    await touchBar(visitor, 'frame.back');
    if (title) await visitor.sees(title);
  }
}

async function proposal(visitor: Visitor, look: Look): Promise<void> {
  const { page, words } = visitor;
  await visitor.findProposal();
  await look('what becomes of it');
  await visitor.touch('proposal.start');
  await look('a choice');
  await page.locator('.choice-card').first().click();
  await page.locator('textarea').waitFor();
  await visitor.touch('continue');
  await look('a text, empty after continuing');
  await typeAtOnce(page, 'a'.repeat(5_000));
  await look('a text, too long');
  await page.keyboard.press('ControlOrMeta+a');
  await typeAtOnce(page, `${LONG_TEXT}\n<b>مقاعد في الظل</b>`);
  await page.getByRole('button', { name: words('keyboard.signs'), exact: true }).click();
  await look('a text, with the other keys');
  await pause(page);
  await visitor.touch('continue');
  await look('a choice among many');
  await page.locator('.choice-card').first().click();
  await visitor.sees('review.title');
  await look('review');
  await scrollToEnd(page);
  await look('review, its end');
  await visitor.confirm();
  await look('saved');
  await visitor.touch('saved.print');
  await page.getByText(words('reason.no-printer.visitor')).first().waitFor();
  await look('saved, not printed');
}

async function code(visitor: Visitor, appearance: Appearance, look: Look): Promise<void> {
  const { page, words } = visitor;
  await visitor.arrive();
  await dress(visitor, appearance, () => Promise.resolve());
  await visitor.sees('home.title');
  await cityAnswers(page, ANSWERED_CODE, ANSWERS);
  await visitor.card(words('home.code')).click();
  await look('code, empty');
  await page.keyboard.type('0123456789AA');
  await look('code, mistyped');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(NOBODYS_CODE);
  await look('code, complete');
  await visitor.touch('receipt.search');
  await visitor.sees('receipt.none.title', 60);
  await look('no answer found');
  await visitor.touch('receipt.other');
  await page.keyboard.type(ANSWERED_CODE);
  await visitor.touch('receipt.search');
  await visitor.sees('act.in-progress', 60);
  await look('an answer');
  await scrollToEnd(page);
  await look('an answer, its end');
}

/** Among the buttons that are always there: their short words stand in other buttons' names too. */
export async function touchBar({ page, words }: Visitor, key: string): Promise<void> {
  await page
    .locator('.frame-bar')
    .getByRole('button', { name: words(key) })
    .click();
}

/** Not a second touch on the same button, which counts as the first one's tremor. */
async function pause(page: Page): Promise<void> {
  await page.waitForTimeout(550);
}

/** By the buttons that acc-8 asks for, until there is nothing below. */
async function scrollToEnd(page: Page): Promise<void> {
  const view = page.locator('.scroll-view');
  for (let tries = 0; tries < 30; tries += 1) {
    // What is below is measured after the screen has come: asked at once, it would say that nothing is.
    await pause(page);
    if ((await view.getAttribute('data-below')) !== 'true') return;
    const before = await view.evaluate((element) => element.scrollTop);
    await page.locator('.scroll-buttons button').last().click();
    await page.waitForFunction(([element, top]) => element instanceof Element && element.scrollTop !== top, [
      await view.elementHandle(),
      before,
    ] as const);
  }
  throw new Error('the end of the text did not come');
}

function serviceNamed(tenant: string, id: string) {
  const file = join(ROOT, 'resources', 'cities', tenant, 'service', `${id}.json`);
  return serviceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
