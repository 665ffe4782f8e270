import { type Poke, pokeSchema } from '../../../shared/sync/index.ts';
import { parseJson } from '../../../shared/json/index.ts';

/** A poke has about a hundred. */
const LONGEST_LINE_BYTES = 4_096;

const LINE_FEED = 10;

/**
 * Reads server-sent events as they come in pieces, cut anywhere, and keeps the pokes. Whatever else the stream says is
 * left aside; a line that is too long is dropped whole, with its event.
 */
export class EventReader {
  readonly #onPoke: (poke: Poke) => void;
  #line: number[] = [];
  #isTooLong = false;
  #event = '';
  #data: string[] = [];

  constructor(onPoke: (poke: Poke) => void) {
    this.#onPoke = onPoke;
  }

  take(piece: Uint8Array): void {
    for (const byte of piece) {
      if (byte === LINE_FEED) this.#endLine();
      else if (this.#line.length < LONGEST_LINE_BYTES) this.#line.push(byte);
      else this.#isTooLong = true;
    }
  }

  #endLine(): void {
    const line = Buffer.from(this.#line).toString('utf8').replace(/\r$/, '');
    const isTooLong = this.#isTooLong;
    this.#line = [];
    this.#isTooLong = false;
    if (isTooLong) this.#event = 'too-long';
    else if (line === '') this.#endEvent();
    else this.#takeField(line);
  }

  #takeField(line: string): void {
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === 'event' && this.#event !== 'too-long') this.#event = value;
    // A poke is one line: an event that goes on and on is none, and must not fill the memory.
    if (name === 'data' && this.#data.length < 2) this.#data.push(value);
  }

  #endEvent(): void {
    const [event, data] = [this.#event, this.#data];
    this.#event = '';
    this.#data = [];
    if (event !== 'poke' || data.length !== 1) return;
    const poke = pokeSchema.safeParse(parseJson(data[0] ?? ''));
    if (poke.success) this.#onPoke(poke.data);
  }
}
