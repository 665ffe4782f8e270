/** What Chinese is written from: characters and words under their syllables, the usual ones first. */
export interface Dictionary {
  /** `yi` to `一以已…` */
  characters: Map<string, string[]>;
  /** First syllable to the words that begin with it. */
  words: Map<string, Word[]>;
}

export interface Word {
  syllables: string[];
  text: string;
}

/** Something to choose, and how many of the typed letters it stands for. */
export interface Candidate {
  text: string;
  letters: number;
}

const LONGEST_SYLLABLE = 6;
/** One syllable mostly means one character: some of them come before the words that it may be the beginning of. */
const CHARACTERS_FIRST = 6;
const COMPLETIONS = 6;
const CHARACTERS_OF_A_BEGINNING = 3;

/** What these letters may mean, the likely first. `typed` is pinyin, its syllables parted by `'` only where needed. */
export function suggest(dictionary: Dictionary, typed: string): Candidate[] {
  if (typed === '') return [];
  const syllables = firstSyllables(dictionary, typed);
  const [longest] = syllables;
  if (longest === undefined) return charactersBeginning(dictionary, typed);
  const { whole, begun, parts } = wordsIn(dictionary, typed, syllables);
  const characters = syllables.flatMap((syllable) => charactersOf(dictionary, syllable));
  const completions = begun.slice(0, COMPLETIONS);
  const candidates =
    longest === typed
      ? [
          ...whole,
          ...characters.slice(0, CHARACTERS_FIRST),
          ...completions,
          ...characters.slice(CHARACTERS_FIRST),
        ]
      : [...whole, ...completions, ...parts, ...characters];
  return withoutTwins(candidates);
}

/** The syllables that `typed` may begin with, the longest first. */
function firstSyllables({ characters }: Dictionary, typed: string): string[] {
  const lengths = Array.from({ length: LONGEST_SYLLABLE }, (_, index) => LONGEST_SYLLABLE - index);
  return lengths
    .filter((length) => length <= typed.length)
    .map((length) => typed.slice(0, length))
    .filter((beginning) => characters.has(beginning));
}

function charactersOf({ characters }: Dictionary, syllable: string): Candidate[] {
  return (characters.get(syllable) ?? []).map((text) => ({ text, letters: syllable.length }));
}

/** No syllable yet, such as `zh`: the most usual characters of those that it can become. */
function charactersBeginning(dictionary: Dictionary, typed: string): Candidate[] {
  return [...dictionary.characters.keys()]
    .filter((syllable) => syllable.startsWith(typed))
    .flatMap((syllable) => charactersOf(dictionary, syllable).slice(0, CHARACTERS_OF_A_BEGINNING))
    .map(({ text }) => ({ text, letters: typed.length }));
}

function wordsIn(dictionary: Dictionary, typed: string, syllables: string[]) {
  const whole: Candidate[] = [];
  const begun: Candidate[] = [];
  const parts: Candidate[] = [];
  for (const word of syllables.flatMap((syllable) => dictionary.words.get(syllable) ?? [])) {
    const letters = lettersOf(word, typed);
    if (letters === 'begun') begun.push({ text: word.text, letters: typed.length });
    else if (letters === typed.length) whole.push({ text: word.text, letters });
    else if (letters !== undefined) parts.push({ text: word.text, letters });
  }
  return { whole, begun, parts: parts.toSorted((a, b) => b.letters - a.letters) };
}

/** How many letters of `typed` spell this word; `begun` when they spell its beginning; undefined when another one. */
function lettersOf({ syllables }: Word, typed: string): number | 'begun' | undefined {
  let read = 0;
  for (const [index, syllable] of syllables.entries()) {
    if (index > 0 && typed[read] === "'") read += 1;
    if (read === typed.length) return 'begun';
    if (typed.startsWith(syllable, read)) read += syllable.length;
    else return syllable.startsWith(typed.slice(read)) ? 'begun' : undefined;
  }
  return read;
}

function withoutTwins(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ text }) => !seen.has(text) && seen.add(text));
}
