import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueOf } from '../../scripts/lib/catalogue.ts';
import { deskAnswers } from '../../scripts/lib/desk-answers.ts';
import { touchBar } from '../../scripts/lib/every-screen.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { Ear } from '../support/ear.ts';
import { type PageBench, startPages, UPRIGHT } from '../support/pages.ts';

/* What the pages of the kiosk do with a call for help; what the desk sees of it is in console-desk.test.ts. */

const words = catalogueOf('fr');

let bench: PageBench;
beforeAll(async () => {
  bench = await startPages({ headset: 'keys' });
});
afterAll(() => bench.stop());

test('by ear and keys alone, one calls and hears who comes without touching anything', async () => {
  const { page, close } = await bench.open(UPRIGHT);
  const ear = await Ear.of(page);
  await page.locator('.welcome-touch').waitFor();
  expect(await ear.hearAfter('F15')).toContain('Bonjour');
  await ear.choose(words('welcome.touch'));
  await ear.choose(words('language.own-name'));
  await ear.choose(words('home.agent'));
  await deskAnswers(page, { state: 'ringing' });
  expect(await ear.choose(words('call.button'))).toContain(words('call.calling.title'));
  await deskAnswers(page, { state: 'later', minutes: 5 });
  const heard = async () => (await ear.said()).join(' ');
  await expect.poll(heard, { timeout: 10_000 }).toContain('Quelqu’un vient dans 5 minutes');
  await deskAnswers(page, { state: 'coming' });
  await expect.poll(heard, { timeout: 10_000 }).toContain(words('call.coming.title'));
  await close();
});

test('a call carries its name and the language, goes on behind other screens, and ends with the visit', async () => {
  const { page, close } = await bench.open(UPRIGHT);
  const visitor = new Visitor(page, 'fr');
  const sent: { call: string; body: { call: string } }[] = [];
  page.on('request', (request) => {
    const [, call] = /\/rpc\/recording\/(\w*DeskCall|callDesk)$/.exec(request.url()) ?? [];
    if (call !== undefined)
      sent.push({ call, body: (request.postDataJSON() as { json: { call: string } }).json });
  });
  await deskAnswers(page, { state: 'coming' });
  await visitor.arrive();
  await touchBar(visitor, 'frame.help');
  await visitor.touch('call.button');
  await visitor.sees('call.coming.title');
  expect(sent).toEqual([{ call: 'callDesk', body: { call: expect.any(String), language: 'fr' } }]);

  await touchBar(visitor, 'frame.back');
  await visitor.sees('help.title');
  await page.waitForTimeout(550);
  await visitor.touch('call.button');
  await visitor.sees('call.coming.title');
  expect(sent).toHaveLength(1);

  const call = sent[0]?.body.call;
  await touchBar(visitor, 'frame.finish');
  await visitor.touch('leave.go');
  await expect.poll(() => sent).toContainEqual({ call: 'endDeskCall', body: { call } });
  await close();
});
