import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator, type Page } from 'playwright';
import {
  formSchema,
  serviceSchema,
  wordingFor,
  type Language,
  type Localized,
  type Need,
  type Theme,
} from '../../shared/model/index.ts';
import { catalogueOf, type Words } from './catalogue.ts';
import { ROOT } from './run.ts';

const PROPOSAL = 'droit-de-proposition-populaire';

const SAME_KEY_AGAIN_MS = 200;

/** What one key writes: some Bengali letters are two code points in normal form C. */
const LETTER = /.\u09bc?/gsu;

/** Told the name of each screen as it stands before the visitor, answered where it asks for a text. */
type Seen = (screen: string) => Promise<void>;

const unseen: Seen = () => Promise.resolve();

/** A visitor before the kiosk: what a hand can touch and an eye can read, in the visitor's language. */
export class Visitor {
  readonly page: Page;
  readonly language: Language;
  readonly words: Words;

  /** @param words what the pages say, when it is not what the language's catalogue says */
  constructor(page: Page, language: Language, words: Words = catalogueOf(language)) {
    this.page = page;
    // Longer than anything may take that a visitor waits for, and short enough to see what went wrong.
    page.setDefaultTimeout(15_000);
    this.language = language;
    this.words = words;
  }

  /** From the first touch to the home screen. */
  async arrive(): Promise<void> {
    await this.page.locator('.welcome-touch').click();
    await this.page
      .getByRole('button', { name: this.words('language.own-name') })
      .first()
      .click();
    await this.sees('home.title');
  }

  async touch(key: string, values?: Record<string, string>): Promise<void> {
    await this.button(key, values).click();
  }

  button(key: string, values?: Record<string, string>): Locator {
    return this.page.getByRole('button', { name: this.words(key, values) }).first();
  }

  /** @throws with the text that stands there instead */
  async sees(key: string, withinSeconds = 15): Promise<void> {
    const heading = this.page.getByRole('heading', { name: this.words(key) }).first();
    await heading.waitFor({ timeout: withinSeconds * 1_000 }).catch(async () => {
      const shown = await this.page
        .locator('main')
        .innerText()
        .catch(() => 'nothing');
      throw new Error(`"${this.words(key)}" did not come; the screen says: ${shown}`);
    });
  }

  /** @param owner the city that the card names: two cities may call a service the same */
  card(title: string, owner = ''): Locator {
    return this.page
      .locator('.choice-card', { has: this.page.getByText(title, { exact: true }) })
      .filter({ hasText: owner })
      .first();
  }

  async openNeed(need: Need): Promise<void> {
    await this.card(this.words(`need.${need}`)).click();
  }

  async openTheme(theme: Theme): Promise<void> {
    await this.card(this.words(`theme.${theme}`)).click();
  }

  /** Types on the screen's keyboard, one key after another, as a finger does. */
  async types(text: string): Promise<void> {
    const keyboard = this.page.getByRole('group', { name: this.words('keyboard.name') });
    let before = '';
    for (const [sign] of text.normalize('NFC').matchAll(LETTER)) {
      // Sooner than this, the keyboard takes a second touch of a key for a trembling finger.
      if (sign === before) await this.page.waitForTimeout(SAME_KEY_AGAIN_MS);
      await this.#keyFor(keyboard, sign).first().click();
      before = sign;
    }
  }

  /** A sign such as a comma stands on its key, and is called otherwise. */
  #keyFor(keyboard: Locator, sign: string): Locator {
    const named = (name: string) => keyboard.getByRole('button', { name, exact: true });
    if (sign === ' ') return named(this.words('keyboard.space'));
    return named(sign).or(keyboard.locator('button', { hasText: new RegExp(`^${RegExp.escape(sign)}$`) }));
  }

  /** From home to the explanation of what becomes of a proposal (row A26). */
  async findProposal(seen: Seen = unseen): Promise<void> {
    await this.openNeed('propose');
    await this.sees('need.propose');
    await seen('need');
    await this.openTheme('ideas');
    await this.sees('theme.ideas');
    await seen('theme');
    const service = serviceSchema.parse(readRecord('service'));
    await this.card(this.wording(service.name)).click();
    await this.button('service.proposal').waitFor();
    await seen('service');
    await this.touch('service.proposal');
    await this.sees('proposal.path.title');
    await seen('what-becomes-of-it');
  }

  /**
   * From the explanation to the review: the first choice everywhere, and this text.
   */
  async writeProposal(text: string, seen: Seen = unseen): Promise<void> {
    const form = formSchema.parse(readRecord('form'));
    await this.touch('proposal.start');
    for (const question of form.questions) {
      await this.page.getByRole('heading', { name: this.wording(question.title) }).waitFor();
      const [option] = question.kind === 'choice' ? question.options : [];
      if (!option) await this.types(text);
      await seen(`question-${question.id}`);
      if (option) await this.card(this.wording(option.label)).click();
      else await this.touch('continue');
    }
    await this.sees('review.title');
  }

  /** Confirms, and waits until it is on the disk. */
  async confirm(): Promise<void> {
    await this.touch('review.send');
    // The receipt's keys are slow on purpose, and slower on a machine that does other things.
    await this.sees('saved.title', 60);
  }

  /** The receipt code on the screen, without its spaces. */
  async readCode(): Promise<string> {
    const text = await this.page.getByTestId('receipt-code').innerText();
    return text.replaceAll(/\s/g, '');
  }

  /** From home to what the city answered, or to "nothing found". */
  async lookUp(code: string): Promise<void> {
    await this.card(this.words('home.code')).click();
    await this.sees('receipt.title');
    await this.types(code);
    await this.touch('receipt.search');
    await this.page.getByRole('button', { name: this.words('receipt.other') }).waitFor();
  }

  /** Notes the code and goes. */
  async takesCode(): Promise<void> {
    await this.lastTouch('saved.noted');
  }

  /** Says that the visit is over, and that it really is. */
  async leave(): Promise<void> {
    await this.touch('frame.finish');
    await this.lastTouch('leave.go');
  }

  /** The page dies under the finger: the kiosk kills it at the end of the visit. */
  async lastTouch(key: string): Promise<void> {
    await this.touch(key).catch((error: unknown) => {
      if (!/crashed|closed/.test(String(error))) throw error;
    });
  }

  wording(text: Localized): string {
    return wordingFor(text, this.language).text;
  }
}

function readRecord(collection: string): unknown {
  const file = join(ROOT, 'resources', 'cities', 'pantin', collection, `${PROPOSAL}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
