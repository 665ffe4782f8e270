import { type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { catalogueOf } from '../../scripts/lib/catalogue.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { eventually } from '../support/eventually.ts';
import { type OpenPage, type PageBench, startPages, UPRIGHT } from '../support/pages.ts';
import { typeAtOnce } from '../../scripts/lib/physical-keys.ts';

const CANARY = 'Mimosa-4711';
const french = catalogueOf('fr');

let bench: PageBench;
let open: OpenPage;
let page: Page;
let visitor: Visitor;

beforeAll(async () => {
  bench = await startPages();
});
afterAll(() => bench.stop());

beforeEach(() => start());
afterEach(() => open.close());

async function start(options?: Parameters<PageBench['open']>[1]): Promise<void> {
  open = await bench.open(UPRIGHT, options);
  page = open.page;
  visitor = new Visitor(page, 'fr');
}

/** To the question that is answered in words. */
async function toTheText(): Promise<void> {
  await visitor.arrive();
  await visitor.findProposal();
  await visitor.touch('proposal.start');
  await page.locator('.choice-card').first().click();
  await page.locator('textarea').waitFor();
}

async function toTheReview(text: string): Promise<void> {
  await toTheText();
  await typeAtOnce(page, text);
  await visitor.touch('continue');
  await page.locator('.choice-card').first().click();
  await visitor.sees('review.title');
}

function bar(key: string) {
  return page.locator('.frame-bar').getByRole('button', { name: french(key) });
}

/** Long enough after the last one on the same button not to count as its tremor. */
async function anotherTouch(): Promise<void> {
  await page.waitForTimeout(550);
}

function written(): Promise<string> {
  return page.locator('textarea').inputValue();
}

describe('writing', () => {
  test('works with both keyboards on one text, and erases whole signs', async () => {
    await toTheText();
    await page.keyboard.type('Un banc ');
    await visitor.types('vert');
    await page.keyboard.type('.');
    expect(await written()).toBe('Un banc vert.');
    await typeAtOnce(page, '👨‍👩‍👧‍👦');
    await visitor.touch('keyboard.erase');
    expect(await written()).toBe('Un banc vert.');
    await visitor.touch('keyboard.erase-word');
    expect(await written()).toBe('Un banc ');
    await visitor.touch('keyboard.capitals');
    await visitor.types('É');
    expect(await written()).toMatch(/^Un banc É$/);
  });

  test('survives help, another language and a look back, on the same screen', async () => {
    await toTheText();
    await typeAtOnce(page, CANARY);
    await bar('frame.help').click();
    await visitor.sees('help.title');
    await bar('frame.back').click();
    expect(await written()).toBe(CANARY);

    await bar('frame.language').click();
    await page.getByRole('button', { name: /^العربية/ }).click();
    await page.locator('html[lang="ar"][dir="rtl"]').waitFor();
    expect(await written()).toBe(CANARY);
    expect(await page.locator('textarea').evaluate((element) => getComputedStyle(element).direction)).toBe(
      'ltr',
    );

    await anotherTouch();
    await page.locator('.frame-slot').first().locator('button').click();
    await page.locator('.choice-card[aria-pressed="true"]').waitFor();
    await page.locator('.big-button[data-kind="main"]').click();
    expect(await written()).toBe(CANARY);
  });

  test('20,000 signs, HTML and invisible signs are kept or named, never cut', async () => {
    await toTheText();
    const long = 'é'.repeat(20_000);
    await typeAtOnce(page, long);
    await page.getByText(/trop long/).waitFor();
    expect(await written()).toBe(long);
    await visitor.touch('continue');
    expect(await written()).toBe(long);

    const html = '<img src=x onerror=alert(1)> & "مرحبا" 🌳';
    await page.locator('textarea').fill('');
    await typeAtOnce(page, `${html}\u0007`);
    await page.getByText(french('text.removed')).waitFor();
    expect(await written()).toBe(html);
    await anotherTouch();
    await visitor.touch('continue');
    await page.locator('.choice-card').first().click();
    expect(await page.locator('.review').innerText()).toContain(html);
    expect(await page.locator('.review img').count()).toBe(0);
  });

  test('spaces alone are not a text, and the page says what to do', async () => {
    await toTheText();
    await page.keyboard.type('   ');
    await visitor.touch('continue');
    await page.getByText(french('text.empty')).waitFor();
    expect(await page.locator('textarea').count()).toBe(1);
  });

  test('a change from the review keeps everything else', async () => {
    await toTheReview(CANARY);
    await page
      .getByRole('button', { name: /^Changer/ })
      .first()
      .click();
    await page.locator('.choice-card').nth(1).click();
    await visitor.sees('review.title');
    expect(await page.locator('.review').innerText()).toContain(CANARY);
  });
});

describe('when the kiosk cannot record', () => {
  test('the page says so, keeps every word, and the next try is recorded once', async () => {
    await toTheReview(CANARY);
    const before = await received();
    const headers: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/rpc/recording/record'))
        headers.push(envelopeHeader(request.postDataJSON()));
    });
    await page.route('**/rpc/recording/record', (route) => route.abort(), { times: 1 });
    await visitor.touch('review.send');
    await page.getByText(french('reason.no-answer.visitor')).waitFor();
    expect(await page.locator('.review').innerText()).toContain(CANARY);
    await visitor.confirm();
    expect(headers).toHaveLength(2);
    expect(headers[0]).toEqual(headers[1]);
    await eventually(async () => expect(await received()).toBe(before + 1), 20_000);
  });

  test('a full disk has its own sentence', async () => {
    await toTheReview(CANARY);
    await page.route('**/rpc/recording/record', (route) =>
      route.fulfill({
        contentType: 'application/json',
        body: '{"json":{"ok":false,"reason":"storage-full"}}',
      }),
    );
    await visitor.touch('review.send');
    await page.getByText(french('reason.storage-full.visitor')).waitFor();
    await visitor.button('review.send').waitFor();
  });
});

async function received(): Promise<number> {
  const { rows } = await bench.city.database.query<{ count: string }>('select count(*) from request');
  return Number(rows[0]?.count);
}

function envelopeHeader(body: unknown): unknown {
  return (body as { json: { envelope: { header: string } } }).json.envelope.header;
}

describe('the code', () => {
  test('is on the slip in large groups, in the visitor’s language and in French, and cannot be lost by going back', async () => {
    await visitor.arrive();
    await bar('frame.language').click();
    await page.getByRole('button', { name: /^العربية/ }).click();
    visitor = new Visitor(page, 'ar');
    await visitor.findProposal();
    await visitor.writeProposal('مقعد');
    await visitor.confirm();
    const code = await visitor.readCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(await page.locator('.frame-slot').first().locator('button').count()).toBe(0);

    await page.emulateMedia({ media: 'print' });
    const slip = page.locator('.slip');
    const words = await slip.innerText();
    expect(words.replaceAll(/\s/g, '')).toContain(code);
    expect(words).toContain(french('slip.what'));
    expect(words).toContain(catalogueOf('ar')('slip.what'));
    expect(await slip.locator('svg').count()).toBe(1);
    expect(await page.locator('#page').isVisible()).toBe(false);
    expect(await slip.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await page.emulateMedia({ media: null });
    expect(await slip.isVisible()).toBe(false);
  });
});

describe('a code on paper', () => {
  test('that a reader types, as a keyboard would, is searched at once', async () => {
    await visitor.arrive();
    await visitor.card(french('home.code')).click();
    await visitor.sees('receipt.title');
    await page.keyboard.type('000000000000\n');
    await visitor.sees('receipt.none.title', 60);
  });
});

describe('nobody there', () => {
  beforeEach(async () => {
    await open.close();
    await start({ clock: true });
  });

  test('the question hides what was written, a touch keeps it, and silence ends the visit', async () => {
    await toTheText();
    await typeAtOnce(page, CANARY);
    await page.clock.runFor(118_000);
    expect(await page.locator('.ask').count()).toBe(0);
    await page.clock.runFor(3_000);
    await page.getByRole('heading', { name: french('idle.title') }).waitFor();
    expect(await covered()).toBe(true);
    await visitor.touch('idle.stay');
    expect(await written()).toBe(CANARY);

    await page.clock.runFor(121_000);
    await page.locator('.ask').waitFor();
    await page.keyboard.press('a');
    await page.locator('.ask').waitFor({ state: 'detached' });

    await page.clock.runFor(121_000);
    await page.locator('.ask').waitFor();
    // The question is read first, and its time stands still meanwhile: for a minute at most, voice or no voice.
    await page.clock.runFor(92_000);
    await page.locator('.welcome-touch').waitFor();
    expect(await page.content()).not.toContain(CANARY);
  });

  test('extends as often as somebody answers', async () => {
    await visitor.arrive();
    for (let times = 0; times < 11; times += 1) {
      await page.clock.runFor(121_000);
      await visitor.touch('idle.stay');
      await page.locator('.ask').waitFor({ state: 'detached' });
    }
    expect(await page.getByRole('heading', { name: french('home.title') }).isVisible()).toBe(true);
  });

  test('the welcome screen waits for ever', async () => {
    await page.clock.runFor(600_000);
    expect(await page.locator('.welcome-touch').isVisible()).toBe(true);
    expect(await page.locator('.ask').count()).toBe(0);
  });
});

/** Whether every point of the screen belongs to the question, which lets nothing through. */
function covered(): Promise<boolean> {
  return page.evaluate(() => {
    const overlay = document.querySelector('.ask-overlay');
    const opaque = overlay && getComputedStyle(overlay).backgroundColor.startsWith('rgb(');
    const points = [0.02, 0.25, 0.5, 0.75, 0.98];
    const over = points.flatMap((x) =>
      points.map((y) => overlay?.contains(document.elementFromPoint(innerWidth * x, innerHeight * y))),
    );
    return Boolean(opaque) && over.every(Boolean);
  });
}

describe('the end of a visit', () => {
  test('leaves nothing in the page, the address or the browser’s stores', async () => {
    await toTheText();
    await typeAtOnce(page, CANARY);
    await bar('frame.finish').click();
    await visitor.touch('leave.stay');
    expect(await written()).toBe(CANARY);
    await anotherTouch();
    await bar('frame.finish').click();
    await visitor.touch('leave.go');
    await page.locator('.welcome-touch').waitFor();
    expect(await page.content()).not.toContain(CANARY);
    expect(page.url()).not.toContain('token');
    const stores = await page.evaluate(() => ({
      local: localStorage.length,
      session: Object.keys(sessionStorage),
    }));
    expect(stores).toEqual({ local: 0, session: ['borne-token'] });
    await visitor.arrive();
    expect(await page.locator('html').getAttribute('data-text')).toBe('medium');
  });
});

describe('without hands, eyes or patience', () => {
  test('a keyboard alone reaches the services, and sees where it is', async () => {
    await page.locator('.welcome-touch').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Français facile/ }).waitFor();
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(ring).toBe('solid');
    await page.keyboard.press('Enter');
    await visitor.sees('home.title');
    // The title takes the focus as the screen comes; a key pressed before that would count from elsewhere.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe(french('home.title'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await visitor.sees('need.help');
  });

  test.each([
    ['small', 3.5],
    ['medium', 4.8],
    ['large', 6.4],
    ['extra-large', 8.5],
  ])('capital letters of %s text are at least %f mm high', async (size, least) => {
    await visitor.arrive();
    await bar('frame.text').click();
    await visitor.card(french(`text.${size}`)).click();
    await visitor.touch('text.done');
    await bar('frame.help').click();
    const height = await page.locator('.notice p').evaluate((element) => {
      const { fontSize, fontFamily } = getComputedStyle(element);
      const context = document.createElement('canvas').getContext('2d');
      if (!context) throw new Error('no canvas');
      context.font = `${fontSize} ${fontFamily}`;
      const millimetre = Number.parseFloat(
        getComputedStyle(document.documentElement).getPropertyValue('--mm'),
      );
      return context.measureText('H').actualBoundingBoxAscent / millimetre;
    });
    expect(height).toBeGreaterThanOrEqual(least - 0.1);
  });

  test('a second touch within half a second is the same touch', async () => {
    await visitor.arrive();
    await visitor.openNeed('opinion');
    await visitor.openTheme('residents-councils');
    await bar('frame.back').dblclick();
    await visitor.sees('need.opinion');
  });

  test('the greeting turns slowly, and not at all for who asked for no motion', async () => {
    const front = () => page.locator('.greeting[data-place="0"]').innerText();
    await open.close();
    await start({ clock: true });
    const still = await front();
    await page.clock.runFor(20_000);
    expect(await front()).toBe(still);
    await open.close();
    await start({ clock: true, reducedMotion: false });
    const first = await front();
    await page.clock.runFor(5_000);
    expect(await front()).not.toBe(first);
  });
});
