import { type Db } from '../store/index.ts';

/** Shorter words have too many neighbours for a guess to help. */
const SHORTEST_FORGIVEN = 4;
const MOST_CORRECTIONS = 8;

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
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? '') < beginning) low = middle + 1;
      else high = middle;
    }
    return this.#sorted[low]?.startsWith(beginning) ?? false;
  }

  /** The words that are one typing error away: a sign too many, missing, wrong, or two swapped. */
  corrections(word: string): string[] {
    if (word.length < SHORTEST_FORGIVEN) return [];
    return this.#sorted.filter((term) => isOneErrorAway(word, term)).slice(0, MOST_CORRECTIONS);
  }
}

/** True when one insertion, deletion, replacement or swap of neighbours turns one word into the other. */
export function isOneErrorAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return restA.length + restB.length > 0;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
