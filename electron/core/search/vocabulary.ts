import { type Db } from '../store/index.ts';
import { isOneErrorAway, mayHaveError } from './typing-error.ts';

const MOST_GUESSES = 12;
/** Two forms of one word begin alike for at least this long, and this part of the longer one. */
const SHORTEST_COMMON_BEGINNING = 4;
const COMMON_PART = 2 / 3;

/** Every word of the index, for as long as the content does not change. */
export class Vocabulary {
  readonly #sorted: string[];
  readonly #known: Set<string>;

  constructor(terms: Iterable<string>) {
    this.#known = new Set(terms);
    this.#sorted = [...this.#known].sort();
  }

  static of(db: Db): Vocabulary {
    return new Vocabulary(db.prepare<[], string>('SELECT term FROM search_vocabulary').pluck().all());
  }

  has(word: string): boolean {
    return this.#known.has(word);
  }

  hasBeginning(beginning: string): boolean {
    return this.#sorted[this.#firstFrom(beginning)]?.startsWith(beginning) ?? false;
  }

  /** The words that are one typing error away, those that begin alike first. */
  corrections(word: string): string[] {
    if (!mayHaveError(word)) return [];
    return this.#sorted
      .filter((term) => isOneErrorAway(word, term))
      .sort((a, b) => commonBeginning(b, word) - commonBeginning(a, word))
      .slice(0, MOST_GUESSES);
  }

  /** The words that are likely other forms of this one, where no stemmer knows: they begin with most of it. */
  relatives(word: string): string[] {
    if (!mayHaveError(word)) return [];
    const beginning = word.slice(0, SHORTEST_COMMON_BEGINNING);
    const first = this.#firstFrom(beginning);
    const end = this.#sorted.findIndex((term, at) => at >= first && !term.startsWith(beginning));
    const alike = this.#sorted.slice(first, end === -1 ? undefined : end);
    return alike
      .filter((term) => commonBeginning(term, word) >= COMMON_PART * Math.max(term.length, word.length))
      .sort((a, b) => commonBeginning(b, word) - commonBeginning(a, word))
      .slice(0, MOST_GUESSES);
  }

  /** The place of the first word that does not come before this one. */
  #firstFrom(beginning: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? '') < beginning) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function commonBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
