import { type Language } from '../../shared/model/index.ts';
import { type Block, type Passage, rangeIn } from './blocks.ts';
import { showBlock, showWord } from './highlight.ts';
import { type Recorded, type Voice } from './voice.ts';

/** The sentences that the reader says of itself, in the language on the screen. */
export interface ReaderWords {
  language: Language;
  /** Said instead of what only its writer may hear. */
  private: string;
  emptyField: string;
  noVoice: string;
  failed: string;
  end: string;
}

export interface ReaderState {
  speaking: boolean;
  /** Why nothing is heard, as a sentence for the screen. */
  trouble: string | undefined;
  /** The recording that is heard; undefined while a machine speaks, or nobody. */
  recorded: Recorded | undefined;
  /** The text of the screen that was read last. */
  heard: string | undefined;
}

/** One utterance of the reader: what to say and, where it stands on the screen, what to highlight. */
interface Saying {
  passage: Passage;
  block: Block | undefined;
}

/** Reads blocks aloud, one after the other, until it is stopped (acc-24): any new reading cuts the one before. */
export class Reader {
  readonly #voice: Voice;
  readonly #listeners = new Set<() => void>();
  #state: ReaderState = { speaking: false, trouble: undefined, recorded: undefined, heard: undefined };
  #stop = new AbortController();
  #last: (() => Promise<void>) | undefined;

  #alone = false;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  /** Whether only one person hears the kiosk; decides what may be said. */
  setAlone(alone: boolean): void {
    this.#alone = alone;
  }

  get state(): ReaderState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads from the first of `blocks` to the last. */
  async read(blocks: readonly Block[], words: ReaderWords, options: { end?: boolean } = {}): Promise<void> {
    const sayings = blocks.flatMap((block) => this.#sayingsOf(block, words));
    if (options.end) sayings.push(plain(words.end, words.language));
    await this.#perform(sayings, words);
  }

  /** Says something that does not stand on the screen. */
  async say(text: string, words: ReaderWords): Promise<void> {
    await this.#perform([plain(text, words.language)], words);
  }

  async again(): Promise<void> {
    await this.#last?.();
  }

  stop(): void {
    this.#stop.abort();
    this.#voice.stop();
    showWord(undefined);
    showBlock(undefined);
    this.#set({ speaking: false, recorded: undefined });
  }

  #sayingsOf(block: Block, words: ReaderWords): Saying[] {
    const own = block.passages.map((passage) => ({ passage, block }));
    if (block.kind === 'field') return [...own, { ...this.#contentOf(block, words), block }];
    if (block.private && !this.#alone) return [{ ...plain(words.private, words.language), block }];
    return own;
  }

  #contentOf(block: Block, words: ReaderWords): Saying {
    const { element } = block;
    const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
    const typed = isField ? element.value : '';
    if (typed === '') return plain(words.emptyField, words.language);
    return plain(this.#alone ? typed : words.private, words.language);
  }

  async #perform(sayings: Saying[], words: ReaderWords): Promise<void> {
    this.stop();
    const stop = new AbortController();
    this.#stop = stop;
    this.#last = () => this.#perform(sayings, words);
    this.#set({ speaking: true, trouble: undefined });
    for (const { passage, block } of sayings) {
      if (stop.signal.aborted) return;
      showBlock(block?.element);
      if (block) this.#set({ heard: passage.text });
      const said = await this.#voice.say(passage, {
        signal: stop.signal,
        onWord: (start, end) => showWord(rangeIn(passage, start, end)),
        onRecorded: (recorded) => this.#set({ recorded }),
      });
      if (stop.signal.aborted) return;
      if (!said.ok && said.reason !== 'stopped') {
        this.stop();
        const trouble = said.reason === 'no-voice' ? words.noVoice : words.failed;
        this.#set({ speaking: false, trouble });
        return;
      }
    }
    this.stop();
  }

  #set(changed: Partial<ReaderState>): void {
    this.#state = { ...this.#state, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

function plain(text: string, language: Language): Saying {
  return { passage: { text, language, spelled: false, places: [] }, block: undefined };
}
