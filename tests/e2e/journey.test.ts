/*
 * Amina has an idea for her neighbourhood. She touches the kiosk in the hall of the maison du projet, chooses her
 * language, finds the right to propose (A26), reads what becomes of a proposal, writes hers, sees it again, confirms,
 * and leaves with a code. At the town hall an agent opens it, sends it to a commission and says when it meets. Amina comes
 * back with her code and reads the answer in her language; that day the network is down, and she reads it all the same.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inDays } from '../../scripts/lib/agent-walk.ts';
import { type Language } from '../../shared/model/index.ts';
import { album, openHall, requestsAt, until, type Hall } from '../support/hall.ts';

interface Story {
  language: Language;
  idea: string;
  reason: string;
  /** How the console names the language of the second field, and what the agent writes there. */
  translation?: { language: string; text: string };
}

const STORIES: Story[] = [
  { language: 'fr', idea: "des bancs à l'ombre", reason: 'La commission étudie vos bancs.' },
  {
    language: 'en',
    idea: 'more benches in the shade',
    reason: 'La commission étudie votre idée de bancs.',
    translation: { language: 'anglais', text: 'The committee is looking at your benches.' },
  },
  {
    language: 'ar',
    idea: 'مقاعد في الظل',
    reason: 'La commission étudie votre idée, écrite en arabe.',
    translation: { language: 'arabe', text: 'اللجنة تدرس اقتراحكم.' },
  },
];

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.close());

describe.each(STORIES)('in $language', ({ language, idea, reason, translation }) => {
  let code = '';

  test('a visitor writes a proposal, confirms and leaves with a code', async () => {
    const keep = album(`journey-${language}`);
    const before = await requestsAt(hall.city);
    const amina = await hall.visitor(language);
    await keep(amina.page, 'welcome');
    await amina.page.locator('.welcome-touch').click();
    await keep(amina.page, 'language');
    await amina.touch('language.own-name');
    await amina.sees('home.title');
    await keep(amina.page, 'home');
    expect(await amina.page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');

    await amina.findProposal((screen) => keep(amina.page, screen));
    await amina.writeProposal(idea, (screen) => keep(amina.page, screen));
    expect(await amina.page.locator('.review').innerText()).toContain(idea);
    await keep(amina.page, 'review');
    await amina.confirm();
    await keep(amina.page, 'saved');
    code = await amina.readCode();
    await amina.takesCode();

    await until('the proposal reaches the city', async () => (await requestsAt(hall.city)) === before + 1);
  });

  test('an agent opens it, and answers with a reason and the commission’s date', async () => {
    const agent = await hall.agent();
    const keep = album(`console-${language}`);
    await keep(agent.page, 'inbox');
    await agent.openFirst(idea);
    await keep(agent.page, 'opened');
    await agent.answer({ date: inDays(30), reason, ...(translation ? { translation } : {}) });
    await keep(agent.page, 'answered');
  });

  test('whoever holds the code reads the answer, in their language', async () => {
    const keep = album(`answer-${language}`);
    await until('the answer reaches the kiosk', async () => {
      const amina = await hall.visitor(language);
      await amina.arrive();
      await amina.lookUp(code);
      const arrived = await amina.page.getByText(translation?.text ?? reason).isVisible();
      if (arrived) await keep(amina.page, 'answer');
      await amina.leave();
      return arrived;
    });
  });

  test('and reads it with the hub stopped', async () => {
    await hall.city.pause();
    try {
      const amina = await hall.visitor(language);
      await amina.arrive();
      await amina.lookUp(code);
      expect(await amina.page.getByText(translation?.text ?? reason).isVisible()).toBe(true);
      const date = new Intl.DateTimeFormat(language, { day: 'numeric' }).format(new Date(inDays(30)));
      expect(await amina.page.locator('main').innerText()).toContain(date);
      await amina.leave();
    } finally {
      await hall.city.resume();
    }
  });
});

test('the service is found by searching as well', async () => {
  const visitor = await hall.visitor('fr');
  const keep = album('search');
  await visitor.arrive();
  await visitor.touch('home.search');
  await visitor.types('petition');
  await visitor.card('Droit de proposition populaire').waitFor();
  await keep(visitor.page, 'found');
  await visitor.leave();
});

test('a mistyped code is known as mistyped', async () => {
  const visitor = await hall.visitor('fr');
  await visitor.arrive();
  await visitor.card(visitor.words('home.code')).click();
  await visitor.page.getByLabel(visitor.words('receipt.field')).press('Delete');
  await visitor.page.getByLabel(visitor.words('receipt.field')).fill('0123456789AA');
  await visitor.page.getByText(visitor.words('reason.mistyped.visitor')).waitFor();
  await visitor.touch('receipt.search');
  await visitor.sees('receipt.title');
  await visitor.leave();
});

test('a code that nobody was given is not found', async () => {
  const visitor = await hall.visitor('fr');
  await visitor.arrive();
  // All zeros is a well-formed code that nobody was ever given: eleven random signs are never that in practice.
  await visitor.lookUp('000000000000');
  await visitor.sees('receipt.none.title');
  await visitor.leave();
});
