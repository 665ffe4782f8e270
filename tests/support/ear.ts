import { type CDPSession, type Page } from 'playwright';

/** Somebody who does not see: presses keys, and knows of the screen what is said. */
export class Ear {
  readonly #page: Page;
  readonly #session: CDPSession;
  /** What was heard first after each step that led on, for a snapshot of the whole walk. */
  readonly transcript: string[] = [];

  constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /**
   * Listens to what is sent to the voice of this page, from its start. The worker's own work is real: this only notes
   * the sentences on their way to it.
   */
  static async of(page: Page): Promise<Ear> {
    await page.addInitScript(noteWhatIsSaid);
    await page.reload();
    return new Ear(page, await page.context().newCDPSession(page));
  }

  /** All sentences so far, in the order in which they were to be said. */
  said(): Promise<string[]> {
    return this.#page.evaluate(() => (Reflect.get(window, 'said') ?? []) as string[]);
  }

  /** Presses a key as a pad sends it, F13 and above included. */
  async press(key: string): Promise<void> {
    await this.#page.waitForTimeout(ANOTHER_STRIKE_MILLISECONDS);
    await this.#strike(key);
  }

  async #strike(key: string): Promise<void> {
    const code = CODES[key];
    if (code === undefined) {
      await this.#page.keyboard.press(key);
      return;
    }
    await this.#session.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key,
      code: key,
      windowsVirtualKeyCode: code,
    });
    await this.#session.send('Input.dispatchKeyEvent', {
      type: 'keyUp',
      key,
      code: key,
      windowsVirtualKeyCode: code,
    });
  }

  /** Presses a key and answers with the first sentence that is said because of it. */
  async hearAfter(key: string): Promise<string> {
    await this.#page.waitForTimeout(ANOTHER_STRIKE_MILLISECONDS);
    // Counted last: a text that is being read goes on until the key ends it.
    const before = (await this.said()).length;
    await this.#strike(key);
    return this.nextAfter(before);
  }

  /** The sentence after the first `count` ones. */
  async nextAfter(count: number): Promise<string> {
    await this.#page.waitForFunction(
      (known) => ((Reflect.get(window, 'said') ?? []) as string[]).length > known,
      count,
      { timeout: 20_000 },
    );
    return (await this.said())[count] ?? '';
  }

  /** Goes on, control by control, until one is said of which a part begins with these words; answers with what was heard. */
  async goTo(words: string, key = 'ArrowDown', most = 90): Promise<string> {
    const heard: string[] = [];
    for (let steps = 0; steps < most; steps += 1) {
      const sentence = await this.hearAfter(key);
      if (isThis(sentence, words)) return sentence;
      heard.push(sentence);
    }
    throw new Error(`"${words}" was not heard; heard were: ${heard.join(' | ')}`);
  }

  /** Goes to a control and chooses it; the next screen's first words are noted. */
  async choose(words: string): Promise<string> {
    const control = await this.goTo(words);
    const before = (await this.said()).length;
    await this.press('Enter');
    const next = await this.nextAfter(before);
    this.transcript.push(control, next);
    return next;
  }
}

/** Sooner than the kiosk's default, the same key is a shaking hand's. */
const ANOTHER_STRIKE_MILLISECONDS = 80;

/** Windows' numbers of the keys that tactile pads and headset sockets send. */
const CODES: Record<string, number> = { F13: 124, F15: 126, F16: 127, F23: 134 };

function isThis(sentence: string, words: string): boolean {
  const plain = (text: string) => text.toLocaleLowerCase('fr').replaceAll(/[’']/g, "'").trim();
  return `, ${plain(sentence)}`.includes(`, ${plain(words)}`);
}

/** Runs in the page, before its own scripts. */
function noteWhatIsSaid(): void {
  const said: string[] = [];
  Reflect.set(window, 'said', said);
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function noted(this: Worker, message: unknown, ...rest: unknown[]) {
    if (typeof message === 'object' && message !== null && Reflect.get(message, 'type') === 'speak') {
      said.push(String(Reflect.get(message, 'text')));
    }
    return Reflect.apply(post, this, [message, ...rest]);
  };
}
