import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueOf } from '../../scripts/lib/catalogue.ts';
import { cityAnswers } from '../../scripts/lib/city-answers.ts';
import { Visitor } from '../../scripts/lib/visitor-walk.ts';
import { type Answer } from '../../shared/sealing/index.ts';
import { Ear } from '../support/ear.ts';
import { type OpenPage, type PageBench, startPages, UPRIGHT } from '../support/pages.ts';
import { typeAtOnce } from '../../scripts/lib/physical-keys.ts';

/*
 * The story: a woman who does not see comes to the kiosk with her own headphones. She plugs them in, the kiosk greets
 * her and says how its keys work, she turns the picture off because nobody needs to read over her shoulder, and proposes
 * benches for her street. She leaves with a code that she has heard, sign by sign.
 */

const words = catalogueOf('fr');

let bench: PageBench;
let open: OpenPage;
beforeAll(async () => {
  bench = await startPages({ headset: 'keys' });
});
afterAll(() => bench.stop());

describe('by ear and keys alone, the screen dark', () => {
  test('from the greeting to the code', async () => {
    open = await bench.open(UPRIGHT);
    const ear = await Ear.of(open.page);
    await open.page.locator('.welcome-touch').waitFor();

    expect(await ear.hearAfter('F15')).toContain('Bonjour');
    expect(await ear.hearAfter('F13')).toMatch(/écran est noir/i);
    expect(await open.page.locator('.dark').isVisible()).toBe(true);

    await ear.choose(words('welcome.touch'));
    await ear.choose(words('language.own-name'));
    await ear.choose(words('need.propose'));
    await ear.choose(words('theme.ideas'));
    await ear.choose('Droit de proposition');
    await ear.choose(words('service.proposal'));
    await ear.choose(words('proposal.start'));
    await ear.choose('Une idée');
    for (const letter of 'banc') {
      await ear.goTo(`${letter},`);
      await ear.press('Enter');
    }
    expect(await open.page.locator('textarea').inputValue()).toBe('banc');
    await ear.choose(words('continue'));
    await ear.choose('Culture');
    await ear.choose(words('review.send'));
    await open.page.getByTestId('receipt-code').waitFor({ timeout: 60_000 });
    const code = (await open.page.getByTestId('receipt-code').innerText()).replaceAll(/\s/g, '');

    // The code is heard sign by sign, because only she hears it.
    await expect
      .poll(
        async () =>
          (await ear.said())
            .join(' ')
            .replaceAll(/[\s,.]/g, '')
            .toUpperCase(),
        { timeout: 90_000 },
      )
      .toContain(code.slice(0, 4));
    await ear.goTo(words('saved.noted'));
    await expect(ear.transcript.join('\n')).toMatchFileSnapshot('by-ear.fr.txt');
    expect(await open.page.locator('.dark').isVisible()).toBe(true);
    await ear.press('Enter');
    const lastWords = async () => (await ear.said().catch(() => [])).join('');
    await expect.poll(lastWords, { interval: 50, timeout: 5_000 }).toContain(words('goodbye'));
    await open.close();
  });

  test('without headphones nothing that was typed is said, nor a code', async () => {
    open = await bench.open(UPRIGHT);
    const ear = await Ear.of(open.page);
    await open.page.locator('.welcome-touch').waitFor();
    await ear.hearAfter('ArrowDown');
    await ear.choose(words('welcome.touch'));
    await ear.choose(words('language.own-name'));
    await ear.choose(words('home.search'));
    await open.page.locator('textarea').focus();
    await typeAtOnce(open.page, 'abracadabra');
    // What comes up on the screen is heard; then she goes back to what she wrote.
    await expect.poll(async () => (await ear.said()).join(' '), { timeout: 20_000 }).toContain('rien trouvé');
    await ear.hearAfter('ArrowUp');
    await ear.hearAfter('ArrowDown');
    await expect.poll(async () => (await ear.said()).join(' '), { timeout: 20_000 }).toMatch(/casque/);
    expect((await ear.said()).join(' ')).not.toContain('abracadabra');
    await open.close();
  });
});

describe('what the city answers', () => {
  const CODE = '000000000000';
  const REASON = 'Le jardin sera trop petit';
  const COMMISSION = 'Commission des jardins';
  const ANSWERS: Answer[] = [
    { state: 'received', answeredOn: '2026-03-02' },
    {
      state: 'refused',
      answeredOn: '2026-05-04',
      reason: { original: 'fr', fr: { text: REASON, by: 'human' } },
      commission: { name: { original: 'fr', fr: { text: COMMISSION, by: 'human' } }, date: '2026-08-06' },
    },
  ];
  /** All that tells somebody in the queue what became of it. */
  const PRIVATE = [words('act.refused'), words('act.received'), REASON, COMMISSION, 'août'];
  const [INSTEAD = ''] = words('listen.private').split('.');

  test('is not said before those who wait, whichever text is touched', async () => {
    const said = await touchEveryText({ headset: false });
    expect(PRIVATE.filter((text) => said.includes(text))).toEqual([]);
    expect(said.split(INSTEAD).length - 1).toBeGreaterThanOrEqual(PRIVATE.length);
  });

  test('is said whole in a headset', async () => {
    const said = await touchEveryText({ headset: true });
    expect(PRIVATE.filter((text) => !said.includes(text))).toEqual([]);
    expect(said).not.toContain(INSTEAD);
  });

  /** Everything that is heard of the answer's screen. */
  async function touchEveryText({ headset }: { headset: boolean }): Promise<string> {
    open = await bench.open(UPRIGHT);
    const { page } = open;
    const ear = await Ear.of(page);
    const visitor = new Visitor(page, 'fr');
    await page.locator('.welcome-touch').waitFor();
    if (headset) await ear.hearAfter('F15');
    await cityAnswers(page, CODE, ANSWERS);
    await visitor.arrive();
    await visitor.lookUp(CODE);
    const before = (await ear.said()).length;
    await page
      .locator('.frame-bar')
      .getByRole('button', { name: words('frame.listen') })
      .click();
    const texts = page.locator('main [data-speakable]');
    await texts.first().waitFor();
    for (const text of await texts.all()) {
      const known = (await ear.said()).length;
      await text.click();
      await ear.nextAfter(known);
    }
    const said = (await ear.said()).slice(before).join('\n');
    await open.close();
    return said;
  }
});
