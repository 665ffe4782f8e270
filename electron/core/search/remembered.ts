/** Enough for all the words of a city; beyond, it begins anew, so that the memory stays small. */
const MOST_WORDS = 50_000;

/** The same function, which looks at each word once: a city's texts say the same few thousand words all over again. */
export function remembered(work: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const made = work(word);
    if (known.size >= MOST_WORDS) known.clear();
    known.set(word, made);
    return made;
  };
}
